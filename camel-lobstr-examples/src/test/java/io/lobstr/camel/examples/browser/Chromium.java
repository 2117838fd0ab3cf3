/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.lobstr.camel.examples.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The machine's own Chromium, without a window. Nothing is downloaded for it, and it reaches nothing but this machine.
 */
public final class Chromium implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a colour is in numbers, whatever CSS calls it, and what is behind an element. */
    private static final String COLOURS = """
            const place = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
            const known = new Map();
            const colourOf = (colour, ground = [0, 0, 0]) => {
              const key = colour + ground;
              if (!known.has(key)) {
                for (const layer of [`rgb(${ground.slice(0, 3).join(' ')})`, colour.trim()]) {
                  place.fillStyle = layer;
                  place.fillRect(0, 0, 1, 1);
                }
                known.set(key, [...place.getImageData(0, 0, 1, 1).data]);
              }
              return known.get(key);
            };
            const groundOf = element => colourOf(getComputedStyle(element).backgroundColor,
                element.parentElement ? groundOf(element.parentElement) : [255, 255, 255]);
            """;

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Whether the machine has one. */
    public static boolean isThere() {
        return browser().isPresent() && driver().isPresent();
    }

    private static Optional<Path> browser() {
        return program("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    }

    private static Optional<Path> driver() {
        return program("chromedriver");
    }

    /**
     * @param  profile a folder of its own
     * @return         a browser
     */
    public static Chromium open(Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser().orElseThrow().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                "--hide-scrollbars", "--user-data-dir=" + profile,
                // a name that is no name of this machine leads nowhere
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable("performance", Level.ALL);
        logs.enable("browser", Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service
                = new ChromeDriverService.Builder().usingDriverExecutable(driver().orElseThrow().toFile()).withSilent(true)
                        .build();
        Chromium opened = new Chromium(new ChromeDriver(service, options));
        opened.forgetRequests();
        return opened;
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(names)
                .flatMap(
                        name -> Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable).findFirst();
    }

    /** Goes to an address. */
    public void go(String address) {
        driver.get(address);
    }

    /** What a window of so many pixels shows. */
    public void size(int width, int height, boolean phone) {
        cdp("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    }

    /** What whoever likes it dark sees. */
    public void dark(boolean dark) {
        cdp("Emulation.setEmulatedMedia", Map.of(
                "features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Takes scripts away, or gives them back, from the next page on. */
    public void scripts(boolean on) {
        cdp("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
    }

    private void cdp(String command, Map<String, Object> parameters) {
        driver.executeCdpCommand(command, parameters);
    }

    /** The one element of a CSS selector. */
    public WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** The elements of a CSS selector. */
    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** What is read in the elements of a CSS selector, all at the same moment. */
    public List<String> texts(String selector) {
        return ofAll(selector, "element.innerText.trim()");
    }

    /** The same of elements that may be folded away. */
    public List<String> textContents(String selector) {
        return ofAll(selector, "element.textContent.trim()");
    }

    /** An attribute of the elements of a CSS selector, as it was written. */
    public List<String> attributes(String selector, String name) {
        return ofAll(selector, "element.getAttribute('" + name + "')");
    }

    @SuppressWarnings("unchecked")
    private List<String> ofAll(String selector, String value) {
        return (List<String>) script(
                "return [...document.querySelectorAll(arguments[0])].map(element => " + value + ")", selector);
    }

    /** Chooses an option of a list. */
    public void choose(String selector, String value) {
        one(selector + " option[value='" + value + "']").click();
    }

    /** Where the browser is. */
    public String address() {
        return driver.getCurrentUrl();
    }

    /** Goes to where it was before. */
    public void back() {
        driver.navigate().back();
    }

    /** Points at a place in the middle of an element, so far to the right of its left border. */
    public void pointAt(String selector, double share) {
        WebElement element = one(selector);
        int width = element.getSize().getWidth();
        new Actions(driver).moveToElement(element, (int) (width * (share - 0.5)), 0).perform();
    }

    /** Whether a canvas has points of all these colours, which are named by CSS variables. */
    public boolean paints(String canvas, String... colours) {
        return (Boolean) script("""
                const canvas = document.querySelector(arguments[0]);
                const points = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                return arguments[1].every(name => {
                  const [r, g, b] = colourOf(getComputedStyle(document.documentElement).getPropertyValue(name));
                  for (let i = 0; i < points.length; i += 4) {
                    if (Math.abs(points[i] - r) + Math.abs(points[i + 1] - g) + Math.abs(points[i + 2] - b) < 12
                        && points[i + 3] === 255) {
                      return true;
                    }
                  }
                  return false;
                });""", canvas, List.of(colours));
    }

    /** From 0, which is black, to 255: how bright the ground of an element is. */
    public double brightness(String selector) {
        return ((Number) script("""
                const [r, g, b] = groundOf(document.querySelector(arguments[0]));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;""", selector)).doubleValue();
    }

    /** The texts that stand out from their ground by less than WCAG's ratio. */
    @SuppressWarnings("unchecked")
    public List<String> paleTexts(double ratio) {
        return (List<String>) script("""
                const light = ([r, g, b]) => [r, g, b].map(value => value / 255)
                    .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
                    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
                const pale = new Set();
                for (const element of document.querySelectorAll('body *')) {
                  const texts = [...element.childNodes].filter(node => node.nodeType === 3 && node.data.trim());
                  if (texts.length && element.checkVisibility() && element.getClientRects().length) {
                    const ground = groundOf(element);
                    const [a, b] = [light(ground), light(colourOf(getComputedStyle(element).color, ground))];
                    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                    if (ratio < arguments[0]) {
                      pale.add(element.tagName + '.' + element.className + ' ' + texts[0].data.trim() + ' ' + ratio.toFixed(2));
                    }
                  }
                }
                return [...pale];""", ratio);
    }

    /** What a script answers. */
    public Object script(String script, Object... arguments) {
        return driver.executeScript(COLOURS + script, arguments);
    }

    /** Waits for what a page does by itself. */
    public void soon(Runnable assertion) {
        await().atMost(SOON).ignoreExceptions().untilAsserted(assertion::run);
    }

    /** Types to what has the focus. */
    public void press(CharSequence... keys) {
        focused().sendKeys(keys);
    }

    /** What has the focus. */
    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Presses the tab key until an element has the focus. */
    public void tabTo(String selector) {
        for (int i = 0; i < 100; i++) {
            if (Boolean.TRUE.equals(script("return document.activeElement.matches(arguments[0])", selector))) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("The tab key never gets to " + selector);
    }

    /** Whether the page can be scrolled sideways. */
    public boolean scrollsSideways() {
        return (Boolean) script("return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    /**
     * Looks at the log since the last look: the page asked nobody else for anything, and the browser complained of
     * nothing.
     */
    public void assertAtHome(String... homes) {
        List<String> requested = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get("performance")) {
            JsonNode message = read(entry.getMessage()).path("message");
            if ("Network.requestWillBeSent".equals(message.path("method").asText())) {
                requested.add(message.path("params").path("request").path("url").asText());
            }
        }
        assertThat(requested).isNotEmpty()
                .allMatch(url -> url.startsWith("data:") || Stream.of(homes).anyMatch(url::startsWith));
        assertThat(driver.manage().logs().get("browser").getAll()).extracting(LogEntry::getMessage).isEmpty();
    }

    /** The first window asks for parts of the browser. */
    private void forgetRequests() {
        go("about:blank");
        driver.manage().logs().get("performance");
        driver.manage().logs().get("browser");
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A picture of the window, as PNG. */
    public byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
