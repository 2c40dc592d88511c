package io.github.activationatlas.examples.cli;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.activationatlas.AtlasFormatException;
import io.github.activationatlas.files.CannotWriteException;
import io.github.activationatlas.files.Reasons;
import io.github.activationatlas.models.ModelFormatException;
import io.github.activationatlas.models.NameSuggestions;
import io.github.activationatlas.models.UnreadableImageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command-line program. Exit codes: 0 done, 2 a mistake of the user's or an output that is full, 130 interrupted, 1 anything else. */
@Command(
        name = "atlas",
        mixinStandardHelpOptions = true,
        version = "activation-atlas 0.1.0",
        description = "Activation atlases: see what a vision network has learned.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BuildCommand.class,
            ClassCommand.class,
            CompareCommand.class,
            DrawCommand.class,
            FollowCommand.class,
            ShortcutsCommand.class,
            PatchCommand.class,
            ExplainCommand.class,
            DiffCommand.class,
            PageCommand.class,
            ExportCommand.class,
            DescribeCommand.class,
            ClassifyCommand.class,
            ActivationsCommand.class,
            IconsCommand.class,
            UmapCommand.class
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
        // What is said is English; libraries that format in the machine's locale should not mix in other digits.
        Locale.setDefault(Locale.ROOT);
        boolean umap = args.length > 0 && args[0].equals("umap");
        boolean clear =
                garbled(System.getProperty("sun.jnu.encoding", ""), args).isEmpty();
        OptionalInt code = umap && clear ? VectorModule.runWith(args) : OptionalInt.empty();
        System.exit(code.isPresent() ? code.getAsInt() : runInterruptibly(args));
    }

    /** An interrupt from the keyboard is handed to the command, which saves what it has, before the JVM ends. */
    private static int runInterruptibly(String... args) {
        Thread working = Thread.currentThread();
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            working.interrupt();
            if (!Uninterruptibles.awaitUninterruptibly(done, 30, TimeUnit.SECONDS)) {
                System.err.println("The command did not stop within 30 s; what it had saved by then stays.");
            }
        }));
        try {
            return run(args);
        } finally {
            done.countDown();
        }
    }

    /** Runs a command; gives the exit code. */
    static int run(String... args) {
        Optional<String> garbled = garbled(System.getProperty("sun.jnu.encoding", ""), args);
        if (garbled.isPresent()) {
            System.err.println(garbled.get());
            return 2;
        }
        CommandLine line = new CommandLine(new AtlasCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // Sorting would go by the machine's locale.
        line.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().usageMessage().sortSynopsis(false));
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof CancellationException) {
                command.getErr().println("Stopped: " + e.getMessage());
                return 130;
            }
            String sentence = sentence(e);
            command.getErr().println(sentence == null ? e.toString() : sentence);
            if (sentence == null) {
                e.printStackTrace(command.getErr());
            }
            return sentence == null ? 1 : 2;
        });
        line.setParameterExceptionHandler((e, arguments) -> {
            e.getCommandLine().getErr().println(e.getMessage() + meant(e) + " (see --help)");
            return 2;
        });
        return heard(line.execute(args));
    }

    /** A stream of the JVM's keeps to itself that what was printed did not get through. */
    private static int heard(int code) {
        if (!System.out.checkError()) {
            return code;
        }
        System.err.println("Standard output is full or closed: not all that was to be printed got through");
        return code == 0 ? 2 : code;
    }

    /** What is said where the locale does not know the characters of an argument: a file of that name cannot be opened. */
    static Optional<String> garbled(String encoding, String... args) {
        boolean known = Charset.isSupported(encoding)
                && Charset.forName(encoding).newEncoder().canEncode('\uFFFD');
        return Arrays.stream(args)
                .filter(argument -> !known && argument.indexOf('\uFFFD') >= 0)
                .findFirst()
                .map(argument ->
                        "'" + argument.replace('\uFFFD', '?') + "' holds characters that this locale does not know ("
                                + encoding + "): run with a UTF-8 locale, such as LC_ALL=C.UTF-8");
    }

    /** Commands and options that are nearly what was written. */
    private static String meant(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return "";
        }
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String wanted = unmatched.getUnmatched().get(0);
        List<String> names = wanted.startsWith("-")
                ? List.copyOf(command.optionsMap().keySet())
                : List.copyOf(command.subcommands().keySet());
        return NameSuggestions.suggest(wanted.split("=", 2)[0], names);
    }

    /** What is said of a user's mistake; null if it was none. */
    private static @Nullable String sentence(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return "There is no file " + missing.getFile();
        }
        if (e instanceof FileSystemException f && !(e instanceof CannotWriteException)) {
            // What cannot be written says so itself.
            return "cannot read " + f.getFile() + ": " + Reasons.of(f);
        }
        if (e instanceof UncheckedIOException u && u.getCause().toString().equals(e.getMessage())) {
            return sentence(u.getCause());
        }
        boolean mistake = e instanceof IllegalArgumentException
                || e instanceof IllegalStateException
                || e instanceof AtlasFormatException
                || e instanceof ModelFormatException
                || e instanceof UnreadableImageException
                || e instanceof IOException
                || e instanceof UncheckedIOException;
        return mistake ? e.getMessage() : null;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command");
    }
}
