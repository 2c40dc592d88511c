package io.github.activationatlas.page;

import static org.junit.jupiter.api.Assumptions.abort;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** A browser without a window, spoken to by the DevTools protocol (https://chromedevtools.github.io/devtools-protocol). */
final class Chromium implements AutoCloseable {
    /** Long, so that a busy machine fails no test; what comes true is seen at once. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Gson GSON = new Gson();
    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final LinkedBlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();
    private int calls;

    /** What the page asked for, and what went wrong in it. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    final List<String> errors = new CopyOnWriteArrayList<>();

    private Chromium(int width, int height) throws IOException, InterruptedException {
        profile = Files.createTempDirectory("chromium");
        process = new ProcessBuilder(
                        program(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "--window-size=" + width + "," + height,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        HttpClient client = HttpClient.newHttpClient();
        String page = pageAddress(client);
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(page), new Listener())
                .join();
        call("Page.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Network.enable", Map.of());
        call("Log.enable", Map.of());
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    static Chromium open(int width, int height) throws IOException, InterruptedException {
        return new Chromium(width, height);
    }

    private static String program() {
        for (String folder : System.getenv("PATH").split(java.io.File.pathSeparator, -1)) {
            for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
                Path file = Path.of(folder, name);
                if (Files.isExecutable(file)) {
                    return file.toString();
                }
            }
        }
        if (System.getenv("CI") != null || System.getenv("ATLAS_DATA") != null) {
            throw new IllegalStateException("there is no Chromium on the PATH; install it for the page's tests");
        }
        return abort("skipped: there is no Chromium on the PATH");
    }

    private String pageAddress(HttpClient client) throws IOException, InterruptedException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith("DevTools listening on ")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("Chromium did not start");
        }
        URI browser =
                URI.create(line.substring("DevTools listening on ".length()).trim());
        Thread drain = new Thread(() -> drain(out));
        drain.setDaemon(true);
        drain.start();
        URI list = URI.create("http://" + browser.getAuthority() + "/json/list");
        // It listens before its first page is there.
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            String body = client.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            for (JsonElement target : JsonParser.parseString(body).getAsJsonArray()) {
                if (target.getAsJsonObject().get("type").getAsString().equals("page")) {
                    return target.getAsJsonObject().get("webSocketDebuggerUrl").getAsString();
                }
            }
            Thread.sleep(20);
        }
        throw new IOException("Chromium shows no page");
    }

    /** What it prints is of no use, but must be read for it to go on. */
    private static void drain(BufferedReader out) {
        try {
            out.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // It was closed.
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                JsonObject object = JsonParser.parseString(message.toString()).getAsJsonObject();
                message.setLength(0);
                if (object.has("id")) {
                    answers.add(object);
                } else {
                    event(object.get("method").getAsString(), object.getAsJsonObject("params"));
                }
            }
            webSocket.request(1);
            return java.util.concurrent.CompletableFuture.completedFuture(null);
        }
    }

    private void event(String method, JsonObject params) {
        switch (method) {
            case "Network.requestWillBeSent" ->
                requests.add(params.getAsJsonObject("request").get("url").getAsString());
            case "Runtime.exceptionThrown" -> errors.add(params.toString());
            case "Log.entryAdded" -> errors.add(params.toString());
            case "Runtime.consoleAPICalled" -> errors.add(params.toString());
            default -> {}
        }
    }

    private JsonObject call(String method, Map<String, ?> params) throws InterruptedException {
        int id = ++calls;
        socket.sendText(GSON.toJson(Map.of("id", id, "method", method, "params", params)), true)
                .join();
        while (true) {
            JsonObject answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (answer == null) {
                throw new IllegalStateException("Chromium gave no answer to " + method);
            }
            if (answer.get("id").getAsInt() == id) {
                if (answer.has("error")) {
                    throw new IllegalStateException(method + ": " + answer.get("error"));
                }
                return answer.getAsJsonObject("result");
            }
        }
    }

    /** Loads a page from the file system, with nothing kept of what the one before did. */
    void load(Path page, String fragment) throws InterruptedException {
        open(page.toUri() + fragment);
        await("location.protocol === 'file:'");
    }

    void open(String address) throws InterruptedException {
        call("Page.navigate", Map.of("url", "about:blank"));
        requests.clear();
        errors.clear();
        call("Page.navigate", Map.of("url", address));
        await("document.readyState === 'complete' && location.protocol !== 'about:'");
    }

    /** The value of an expression, as text; of a promise, what it comes to. */
    String evaluate(String expression) throws InterruptedException {
        JsonObject result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
        }
        JsonElement value = result.getAsJsonObject("result").get("value");
        return value == null || value.isJsonNull() ? "null" : value.getAsString();
    }

    void await(String condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate("String(" + condition + ")").equals("true")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("it never came true that " + condition + "; errors: " + errors);
            }
            Thread.sleep(20);
        }
    }

    void resize(int width, int height, double pixelRatio, boolean phone) throws InterruptedException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", pixelRatio, "mobile", phone));
        call("Emulation.setTouchEmulationEnabled", Map.of("enabled", phone));
    }

    /** Light or dark, and without animations, so that what is seen is what stays. */
    void colourScheme(String scheme) throws InterruptedException {
        call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    void move(double x, double y) throws InterruptedException {
        mouse("mouseMoved", x, y, "none");
    }

    void click(double x, double y) throws InterruptedException {
        move(x, y);
        mouse("mousePressed", x, y, "left");
        mouse("mouseReleased", x, y, "left");
    }

    void drag(double x, double y, double byX, double byY) throws InterruptedException {
        move(x, y);
        mouse("mousePressed", x, y, "left");
        for (int step = 1; step <= 5; step++) {
            mouse("mouseMoved", x + byX * step / 5, y + byY * step / 5, "left");
            Thread.sleep(20);
        }
        Thread.sleep(250);
        mouse("mouseReleased", x + byX, y + byY, "left");
    }

    private void mouse(String type, double x, double y, String button) throws InterruptedException {
        call(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", button, "clickCount", button.equals("none") ? 0 : 1));
    }

    void tap(double x, double y) throws InterruptedException {
        call("Input.dispatchTouchEvent", Map.of("type", "touchStart", "touchPoints", List.of(Map.of("x", x, "y", y))));
        call("Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));
    }

    /** Two fingers, that end as many times as far apart as they began. */
    void pinch(double x, double y, double times) throws InterruptedException {
        for (int step = 0; step <= 6; step++) {
            double apart = 40 * (1 + (times - 1) * step / 6);
            call(
                    "Input.dispatchTouchEvent",
                    Map.of(
                            "type",
                            step == 0 ? "touchStart" : "touchMove",
                            "touchPoints",
                            List.of(Map.of("x", x - apart, "y", y, "id", 0), Map.of("x", x + apart, "y", y, "id", 1))));
            Thread.sleep(20);
        }
        call("Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));
    }

    void wheel(double x, double y, double delta) throws InterruptedException {
        call("Input.dispatchMouseEvent", Map.of("type", "mouseWheel", "x", x, "y", y, "deltaX", 0, "deltaY", delta));
    }

    void press(String key) throws InterruptedException {
        // Buttons answer to what Enter types, not to the key.
        call(
                "Input.dispatchKeyEvent",
                key.equals("Enter")
                        ? Map.of("type", "keyDown", "key", key, "code", key, "text", "\r", "windowsVirtualKeyCode", 13)
                        : Map.of("type", "keyDown", "key", key, "code", key));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key));
    }

    void type(String text) throws InterruptedException {
        call("Input.insertText", Map.of("text", text));
    }

    /** What is on the screen. */
    BufferedImage look() throws IOException, InterruptedException {
        Path file = Files.createTempFile(profile, "look", ".png");
        screenshot(file);
        return ImageIO.read(file.toFile());
    }

    void screenshot(Path file) throws IOException, InterruptedException {
        String data = call("Page.captureScreenshot", Map.of("format", "png"))
                .get("data")
                .getAsString();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        MoreFiles.deleteRecursively(profile, RecursiveDeleteOption.ALLOW_INSECURE);
    }
}
