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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vertx.ext.web.Route;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Who may come in, and what every answer says to the browser. Of a request only its path and its parameters get
 * further, as a {@link PageRequest}; the path is in the exchange property {@code page}.
 */
public class PageDoor extends ServiceSupport implements Processor, CamelContextAware {

    private static final Pattern HOST = Pattern.compile("^https?://(\\[[^]]*]|[^/:?#]*)");
    private static final Pattern LOOPBACK
            = Pattern.compile("localhost\\.?|127(\\.\\d{1,3}){3}|\\[?::1]?", Pattern.CASE_INSENSITIVE);

    private String host = "127.0.0.1";
    private String user = "runs";
    private String password = "";
    private CamelContext camelContext;
    private List<Route> routes = List.of();

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * @param host where the HTTP server listens
     */
    public void setHost(String host) {
        this.host = host.strip();
    }

    /**
     * @param user the name that goes with the password
     */
    public void setUser(String user) {
        this.user = user.strip();
    }

    /**
     * @param password what others than this machine's own users need; empty: nobody needs one
     */
    public void setPassword(String password) {
        this.password = password.strip();
    }

    @Override
    protected void doInit() {
        if (password.isEmpty() && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "runs-page.host=" + host + " lets other machines see the runs: set runs-page.password,"
                                               + " or leave runs-page.host at 127.0.0.1");
        }
    }

    /** Ahead of all routes, and where there is none. */
    @Override
    protected void doStart() {
        String port = camelContext.resolvePropertyPlaceholders("{{camel.server.port}}");
        VertxPlatformHttpRouter server = VertxPlatformHttpRouter.lookup(
                camelContext, VertxPlatformHttpRouter.getRouterNameFromPort(Integer.parseInt(port)));
        routes = List.of(
                server.route().order(Integer.MIN_VALUE).handler(new PageHeaders()),
                server.route("/").order(Integer.MIN_VALUE + 1).handler(request -> request.redirect("/runs")));
    }

    @Override
    protected void doStop() {
        routes.forEach(Route::remove);
        routes = List.of();
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String path = message.getHeader(Exchange.HTTP_PATH, String.class);
        String query = message.getHeader(Exchange.HTTP_RAW_QUERY, String.class);
        String method = message.getHeader(Exchange.HTTP_METHOD, String.class);
        String authorization = message.getHeader("Authorization", "", String.class);
        Matcher address = HOST.matcher(message.getHeader(Exchange.HTTP_URL, "", String.class));
        String name = address.find() ? address.group(1) : "";
        // whoever asks chooses the names of headers
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "text/html; charset=utf-8");
        message.setBody(null);
        exchange.setProperty("page", path);
        if (!"GET".equals(method) && !"HEAD".equals(method)) {
            message.setHeader("Allow", "GET, HEAD");
            refuse(exchange, 405, "This page is only read.");
        } else if (password.isEmpty() && !isLoopback(name)) {
            // a page of somebody else's, whose name was made to lead here
            refuse(exchange, 403, "Without a password this page is there for localhost alone.");
        } else if (!password.isEmpty() && !isKnown(authorization)) {
            message.setHeader("WWW-Authenticate", "Basic realm=\"runs\", charset=\"UTF-8\"");
            refuse(exchange, 401, "The page wants runs-page.user and runs-page.password.");
        } else {
            message.setBody(PageRequest.of(path, query));
        }
    }

    private static void refuse(Exchange exchange, int status, String why) {
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8");
        exchange.getMessage().setBody(why);
        exchange.setRouteStop(true);
    }

    private boolean isKnown(String authorization) {
        byte[] wanted = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            // takes as long for any guess
            return MessageDigest.isEqual(wanted, Base64.getDecoder().decode(authorization.substring(6).strip()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
