package io.github.activationatlas.models.internal.run;

import com.google.common.hash.Hashing;
import io.github.activationatlas.models.ModelSettings.Format;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Where a graph came from.
 *
 * @param file the path as it was given, or the name of the resource; empty for a graph in memory
 * @param sha256 the digest of the file's bytes, or of the graph's, in hexadecimal
 */
public record GraphSource(Format format, String file, String sha256) {

    public static GraphSource memory(SameDiff graph) {
        return new GraphSource(
                Format.GRAPH,
                "",
                Hashing.sha256().hashBytes(graph.asFlatBuffers(false)).toString());
    }
}
