package io.github.activationatlas.examples.cli;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.activationatlas.models.NameSuggestions;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command-line program. Exit codes: 0 for success; 2, with one sentence, for wrong options, unreadable or damaged files and failed input or output;
 * 130 for an interrupt; 70, with a stack trace, for a bug in the program.
 */
@Command(
        name = "atlas",
        mixinStandardHelpOptions = true,
        version = "activation-atlas 0.1.0",
        description = "Builds activation atlases, which show what a vision network has learned.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BuildCommand.class,
            RebuildCommand.class,
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
        // Messages are in English; libraries that format in the default locale should not mix in other digits.
        Locale.setDefault(Locale.ROOT);
        boolean umap = args.length > 0 && args[0].equals("umap");
        boolean clear =
                garbled(System.getProperty("sun.jnu.encoding", ""), args).isEmpty();
        OptionalInt code = umap && clear ? VectorModule.runWith(args) : OptionalInt.empty();
        System.exit(code.isPresent() ? code.getAsInt() : runInterruptibly(args));
    }

    /** Ctrl-C interrupts the command, which saves its progress before the JVM ends. */
    private static int runInterruptibly(String... args) {
        Thread working = Thread.currentThread();
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            working.interrupt();
            if (!Uninterruptibles.awaitUninterruptibly(done, 30, TimeUnit.SECONDS)) {
                System.err.println("The command did not stop within 30 s; what it had saved until then is kept.");
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
            return Failures.MISTAKE;
        }
        CommandLine line = new CommandLine(new AtlasCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // Sorting would go by the machine's locale.
        line.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().usageMessage().sortSynopsis(false));
        line.setExecutionExceptionHandler((e, command, parsed) -> Failures.report(e, command.getErr()));
        line.setParameterExceptionHandler((e, arguments) -> {
            e.getCommandLine().getErr().println(e.getMessage() + meant(e) + " (see --help)");
            return Failures.MISTAKE;
        });
        try {
            return heard(line.execute(args));
        } catch (Error e) {
            // picocli handles exceptions only.
            return Failures.report(e, line.getErr());
        }
    }

    /** The JVM's standard output reports a failed write only when asked. */
    private static int heard(int code) {
        if (!System.out.checkError()) {
            return code;
        }
        System.err.println("Standard output is full or closed: the output is incomplete");
        return code == 0 ? Failures.MISTAKE : code;
    }

    /** The message for an argument with characters that the locale cannot represent: a file of that name cannot be opened. */
    static Optional<String> garbled(String encoding, String... args) {
        boolean known = Charset.isSupported(encoding)
                && Charset.forName(encoding).newEncoder().canEncode('\uFFFD');
        return Arrays.stream(args)
                .filter(argument -> !known && argument.indexOf('\uFFFD') >= 0)
                .findFirst()
                .map(argument -> "'" + argument.replace('\uFFFD', '?')
                        + "' contains characters that this locale cannot represent (" + encoding
                        + "): run with a UTF-8 locale, such as LC_ALL=C.UTF-8");
    }

    /** Suggests commands and options of similar spelling. */
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

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "No command given");
    }
}
