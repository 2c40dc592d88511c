package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Preconditions;
import com.google.common.util.concurrent.internal.InternalFutures;
import io.github.activationatlas.application.LayoutApplication;
import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** The module on the module path, in a JVM of its own. */
class ModulePathTest {
    private static final String NAME = "io.github.activationatlas.umap";

    private static Path where(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static Stream<Path> library() throws Exception {
        return Stream.of(
                where(Umap.class), where(Preconditions.class), where(InternalFutures.class), where(Logger.class));
    }

    private static String join(Stream<Path> paths) {
        return paths.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static String run(String addModules, boolean modules) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String added = modules ? addModules.isEmpty() ? NAME : NAME + "," + addModules : addModules;
        if (!added.isEmpty()) {
            command.addAll(List.of("--add-modules", added));
        }
        Stream<Path> tests = Stream.of(where(ModulePathTest.class));
        if (modules) {
            command.addAll(List.of("-p", join(library()), "-cp", join(tests)));
        } else {
            command.addAll(List.of("-cp", join(Stream.concat(tests, library()))));
        }
        command.add(LayoutApplication.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.lines()
                .filter(line -> line.startsWith("module "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(printed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jdk.incubator.vector"})
    void laysOutOnTheModulePathAsOnTheClassPath(String addModules) throws Exception {
        String onClassPath = run(addModules, false);
        assertThat(onClassPath).startsWith("module null ");
        assertThat(run(addModules, true)).isEqualTo(onClassPath.replace("module null ", "module " + NAME + " "));
    }

    @Test
    void theModuleExportsThePublicPackagesAlone() throws Exception {
        ModuleDescriptor descriptor =
                ModuleFinder.of(where(Umap.class)).find(NAME).orElseThrow().descriptor();
        assertThat(descriptor.exports().stream().map(ModuleDescriptor.Exports::source))
                .containsExactlyInAnyOrder("io.github.activationatlas.files", NAME);
        assertThat(descriptor.opens()).isEmpty();
        assertThat(descriptor.packages()).contains(NAME + ".internal.layout");
    }
}
