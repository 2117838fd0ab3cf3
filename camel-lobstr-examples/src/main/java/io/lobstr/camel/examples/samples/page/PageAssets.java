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
package io.lobstr.camel.examples.samples.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.webjars.WebJarVersionLocator;

/**
 * The scripts and styles of the page. There are those of the list and no others: nothing of an address gets to the
 * class path.
 */
public class PageAssets {

    static final String PATH = "/runs/assets/";
    private static final WebJarVersionLocator WEBJARS = new WebJarVersionLocator();
    private static final Map<String, String> RESOURCES = Map.of(
            "page.css", "page/page.css",
            "page.js", "page/page.js",
            "uplot.css", WEBJARS.fullPath("uplot", "dist/uPlot.min.css"),
            "uplot.js", WEBJARS.fullPath("uplot", "dist/uPlot.iife.min.js"),
            "htmx.js", WEBJARS.fullPath("htmx.org", "dist/htmx.min.js"));

    /**
     * Answers a request for one of them, or says that there is none.
     *
     * @param  exchange              with the path in the property {@code page}
     * @throws PageNotFoundException if there is none of the name
     */
    public void answer(Exchange exchange) {
        String path = exchange.getProperty("page", String.class);
        String name = path.startsWith(PATH) ? path.substring(PATH.length()) : "";
        if (!RESOURCES.containsKey(name)) {
            throw new PageNotFoundException("There is nothing at this address.");
        }
        Message message = exchange.getMessage();
        message.setBody(text(name));
        message.setHeader(Exchange.CONTENT_TYPE, (name.endsWith(".css") ? "text/css" : "text/javascript") + "; charset=utf-8");
    }

    /**
     * @param  name one of the list
     * @return      its text
     */
    static String text(String name) {
        try (InputStream resource = PageAssets.class.getClassLoader().getResourceAsStream(RESOURCES.get(name))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The file " + name + " of the page cannot be read", e);
        }
    }
}
