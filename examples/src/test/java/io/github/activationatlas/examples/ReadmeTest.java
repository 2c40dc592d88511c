package io.github.activationatlas.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every piece of Java in the README compiles against the library as it is. */
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> everyJavaBlockCompiles(@TempDir Path folder) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../README.md")));
        List<String> sources = blocks.results().map(r -> r.group(1)).toList();
        assertThat(sources).anyMatch(source -> source.contains("Atlas.builder()"));
        return sources.stream()
                .map(source -> DynamicTest.dynamicTest(
                        source.lines().findFirst().orElse(""), () -> assertCompiles(source, folder)));
    }

    private static void assertCompiles(String block, Path folder) {
        String source = """
                import io.github.activationatlas.*;
                import io.github.activationatlas.diff.*;
                import io.github.activationatlas.explain.*;
                import io.github.activationatlas.export.*;
                import io.github.activationatlas.figures.*;
                import io.github.activationatlas.inversion.*;
                import io.github.activationatlas.inversion.nd4j.*;
                import io.github.activationatlas.models.*;
                import io.github.activationatlas.shortcuts.*;
                import io.github.activationatlas.umap.*;
                import java.awt.image.BufferedImage;
                import java.nio.file.Path;
                import java.util.List;
                class Readme {
                    void run(float[][] vectors) throws Exception {
                %s
                    }
                }
                """.formatted(block);
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Readme.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-d",
                folder.toString(),
                "-proc:none",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        assertThat(compiler.getTask(messages, null, null, options, null, List.of(file))
                        .call())
                .as(messages.toString())
                .isTrue();
    }
}
