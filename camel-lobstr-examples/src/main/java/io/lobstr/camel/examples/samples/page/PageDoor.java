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

import java.util.List;

import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Stands before the page at the HTTP server: what a request passes there, and what of it gets further. That is its path
 * and its parameters, as a {@link PageRequest}; the path is in the exchange property {@code page}.
 */
public class PageDoor extends ServiceSupport implements Processor, CamelContextAware {

    /** All that is of the page; webhooks come to the same server. */
    private static final String PATHS = "/(runs.*)?";
    /** Of the 20 threads that the server has for its routes; the others are for webhooks. */
    private static final int AT_ONCE = 12;

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
        if (password.isEmpty() && !PageGuard.isThisMachine(host)) {
            throw new IllegalArgumentException(
                    "runs-page.host=" + host + " lets other machines see the runs: set runs-page.password,"
                                               + " or leave runs-page.host at 127.0.0.1");
        }
    }

    /** Ahead of all routes. */
    @Override
    protected void doStart() {
        String port = camelContext.resolvePropertyPlaceholders("{{camel.server.port}}");
        VertxPlatformHttpRouter server = VertxPlatformHttpRouter.lookup(
                camelContext, VertxPlatformHttpRouter.getRouterNameFromPort(Integer.parseInt(port)));
        PageGuard guard = password.isEmpty()
                ? new PageGuard() : new PageGuard(new PagePassword(server.vertx(), user, password));
        PageRefusals refusals = new PageRefusals();
        routes = List.of(
                at(server, 0, new PageHeaders()).failureHandler(refusals), at(server, 1, guard),
                at(server, 2, new PageLimit(AT_ONCE)),
                server.route("/").order(Integer.MIN_VALUE + 3).handler(request -> request.redirect("/runs")));
        // an address that cannot be read gets to no route
        if (server.getServer().getServer().requestHandler() instanceof Router all) {
            all.errorHandler(PageRefusals.UNREADABLE, request -> refusals.refuse(request, PageRefusals.UNREADABLE));
        }
    }

    private static Route at(Router server, int place, Handler<RoutingContext> handler) {
        return server.routeWithRegex(PATHS).order(Integer.MIN_VALUE + place).handler(handler);
    }

    @Override
    protected void doStop() {
        routes.forEach(Route::remove);
        routes = List.of();
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String path = message.getHeader(Exchange.HTTP_PATH, String.class);
        String query = message.getHeader(Exchange.HTTP_RAW_QUERY, String.class);
        // whoever asks chooses the names of headers
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "text/html; charset=utf-8");
        message.setBody(null);
        exchange.setProperty("page", path);
        message.setBody(PageRequest.of(path, query));
    }
}
