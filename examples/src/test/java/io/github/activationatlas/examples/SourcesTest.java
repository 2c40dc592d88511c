package io.github.activationatlas.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Umap;
import java.io.IOException;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes of what a reader meets: files, packages, and the classes that users call first. */
class SourcesTest {
    @Test
    void noSourceHasMoreThan400LinesAndNoPackageMoreThan25Types() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            Map<Path, Long> types = files.filter(file -> file.toString().endsWith(".java")
                            && file.toString().replace('\\', '/').matches("\\.\\./[a-z-]+/src/main/java/.*")
                            && !file.toString().endsWith("-info.java"))
                    .peek(file -> assertThat(file)
                            .satisfies(f -> assertThat(Files.readAllLines(f)).hasSizeLessThanOrEqualTo(400)))
                    .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
            assertThat(types)
                    .hasSizeGreaterThan(40)
                    .allSatisfy((folder, count) ->
                            assertThat(count).as(folder.toString()).isLessThanOrEqualTo(25));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Umap.class, VisionModel.class, FeatureVisualizer.class, Atlas.class})
    void whatUsersCallFirstHasAtMost60PublicMembers(Class<?> type) {
        Stream<Member> members = Stream.of(
                        type.getDeclaredMethods(), type.getDeclaredConstructors(), type.getDeclaredFields())
                .flatMap(Stream::of);
        assertThat(members.filter(member -> Modifier.isPublic(member.getModifiers()))
                        .count())
                .isBetween(1L, 60L);
    }
}
