"""Prints umap-learn.txt, the reference values of UmapLearnTest. Made with umap-learn 0.5.3:

    python3 umap-learn.py > umap-learn.txt
"""
import numpy as np
import umap.umap_ as u
from sklearn.manifold import trustworthiness
from sklearn.metrics import pairwise_distances

K = 8
rng = np.random.default_rng(4)
data = np.round(np.concatenate([rng.normal(0, 1, (25, 4)), rng.normal(3, 2, (25, 4))]), 3).astype(np.float32)
data[7] = data[3]  # twins


def line(name, values, form="%.9g"):
    print(name, *[form % v for v in np.asarray(values).ravel()])


def graph(name, matrix):
    matrix = matrix.tocsr()
    matrix.sum_duplicates()
    matrix.sort_indices()
    coo = matrix.tocoo()
    line(name + ".rows", coo.row, "%d")
    line(name + ".columns", coo.col, "%d")
    line(name + ".weights", coo.data)


def neighbors(metric):
    d = pairwise_distances(data.astype(np.float64), metric=metric).astype(np.float32)
    d[d < 1e-6] = 0  # twins
    ids = np.zeros((len(data), K), dtype=np.int32)
    for i in range(len(data)):
        others = sorted((float(d[i, j]), j) for j in range(len(data)) if j != i)
        ids[i] = [i] + [j for _, j in others[: K - 1]]
    distances = np.take_along_axis(d, ids, axis=1)
    np.put_along_axis(distances, np.zeros((len(data), 1), dtype=int), 0, axis=1)
    return ids, distances


def sets(metric, connectivity, mix):
    ids, distances = neighbors(metric)
    return u.fuzzy_simplicial_set(data, K, np.random.RandomState(1), metric, knn_indices=ids, knn_dists=distances,
                                  set_op_mix_ratio=mix, local_connectivity=connectivity)


line("data", data)
for metric in ("euclidean", "cosine", "correlation", "manhattan"):
    ids, distances = neighbors(metric)
    line(metric + ".ids", ids[:, 1:], "%d")
    line(metric + ".distances", distances[:, 1:])
    graph(metric + ".graph", sets(metric, 1, 1)[0])
for connectivity in (1.0, 2.5, 0.5):
    ids, distances = neighbors("euclidean")
    sigmas, rhos = u.smooth_knn_dist(distances, float(K), local_connectivity=connectivity)
    line("sigma.%g" % connectivity, sigmas)
    line("rho.%g" % connectivity, rhos)
    rows, columns, values = u.compute_membership_strengths(ids, distances, sigmas, rhos)[:3]
    line("memberships.%g" % connectivity, values.reshape(len(data), K)[:, 1:])
    graph("mixed.%g" % connectivity, sets("euclidean", connectivity, 0.25)[0])
weights = sets("euclidean", 1, 1)[0].tocsr()
weights.sort_indices()
line("epochs_per_sample", u.make_epochs_per_sample(weights.tocoo().data, 500))
for spread, min_dist in ((1, 0.1), (1, 0), (1, 0.5), (1, 0.99), (2, 0.1), (0.5, 0.25)):
    line("curve.%g.%g" % (spread, min_dist), u.find_ab_params(spread, min_dist), "%.15g")
target = np.arange(50) % 3
target[::7] = -1
line("target", target, "%d")
base = sets("euclidean", 1, 1)[0]
graph("categorical", u.discrete_metric_simplicial_set_intersection(base, target, far_dist=2.5 / (1 - 0.5)))
values = data[:, 0].astype(np.float64) ** 2
line("numeric.values", values)
yd = np.abs(values[:, None] - values[None, :]).astype(np.float32)
yi = np.zeros((len(data), K), dtype=np.int32)
for i in range(len(data)):
    yi[i] = [i] + [j for _, j in sorted((float(yd[i, j]), j) for j in range(len(data)) if j != i)[: K - 1]]
ydist = np.take_along_axis(yd, yi, axis=1)
target_graph = u.fuzzy_simplicial_set(values[:, None], K, np.random.RandomState(1), "euclidean", knn_indices=yi, knn_dists=ydist,
                                      set_op_mix_ratio=1.0, local_connectivity=1.0)[0]
graph("numeric", u.reset_local_connectivity(u.general_simplicial_set_intersection(base, target_graph, 0.5)))
unique = data[8:]
line("trustworthiness", [trustworthiness(unique, unique[:, :2], n_neighbors=5)])
line("continuity", [trustworthiness(unique[:, :2], unique, n_neighbors=5)])
