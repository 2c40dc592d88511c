package io.github.activationatlas.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command-line program. Exit codes: 0 done, 2 a mistake of the user's, 1 anything else. */
@Command(
        name = "atlas",
        mixinStandardHelpOptions = true,
        version = "activation-atlas 0.1.0",
        description = "Activation atlases: see what a vision network has learned.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BuildCommand.class,
            DescribeCommand.class,
            ClassifyCommand.class,
            ActivationsCommand.class,
            IconsCommand.class,
            BenchStepCommand.class
        })
public final class AtlasCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    public AtlasCommand() {}

    /**
     * Runs a command and ends the JVM.
     *
     * @param args command, options and parameters
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command; gives the exit code. */
    static int run(String... args) {
        CommandLine line = new CommandLine(new AtlasCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            String sentence = sentence(e);
            command.getErr().println(sentence == null ? e.toString() : sentence);
            if (sentence == null) {
                e.printStackTrace(command.getErr());
            }
            return sentence == null ? 1 : 2;
        });
        line.setParameterExceptionHandler((e, arguments) -> {
            e.getCommandLine().getErr().println(e.getMessage() + " (see --help)");
            return 2;
        });
        return line.execute(args);
    }

    /** What is said of a user's mistake; null if it was none. */
    private static @Nullable String sentence(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return "There is no file " + missing.getFile();
        }
        if (e instanceof FileAlreadyExistsException taken) {
            return taken.getFile() + " is not a folder";
        }
        boolean mistake = e instanceof IllegalArgumentException
                || e instanceof IllegalStateException
                || e instanceof IOException
                || e instanceof UncheckedIOException;
        return mistake ? e.getMessage() : null;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command");
    }
}
