// The article's notebooks in one go, after `mvn -DskipTests package`, from the project's folder:
//   jshell --class-path examples/target/atlas.jar examples/atlas.jsh
// Paste your own network and images in place of the first two lines.
import io.github.activationatlas.*;
import io.github.activationatlas.examples.drawn.*;
import io.github.activationatlas.figures.*;
import io.github.activationatlas.models.*;

VisionModel model = VisionModel.bundled();
ImageSource images = DrawnImageSource.of(Integer.getInteger("images", 2000), Mark.AS_TRAINED);
Path out = Path.of(System.getProperty("out", "atlas-jshell"));

Atlas atlas = Atlas.builder().model(model).layers("mixed3b", "mixed4a").images(images).perImage(2).umap(u -> u.nNeighbors(15)).visualizer(v -> v.size(64).steps(64)).saveTo(out.resolve("all")).onProgress(ConsoleProgress.to(System.out)).build();
AtlasFigure.of(atlas).overlay(model.labels().find("street"), Grid.Sign.FOR).write(out.resolve("street-in-each-layer.png"));

Atlas street = Atlas.builder().model(model).activations(atlas.activations()).layers("mixed4a").ofClass(model.labels().find("street"), ClassFilter.byRankOrMagnitude(500)).visualizer(v -> v.size(64).steps(64)).saveTo(out.resolve("street")).build();
AtlasFigure.of(street).ranking(model.labels().find("street"), 8).write(out.resolve("street.png"));

atlas.writePage(out.resolve("index.html"));
System.out.println("Open " + out.resolve("index.html").toAbsolutePath());
/exit
