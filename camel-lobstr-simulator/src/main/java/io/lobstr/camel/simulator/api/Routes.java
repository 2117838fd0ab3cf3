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
package io.lobstr.camel.simulator.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.lobstr.camel.simulator.api.Route.Access;
import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.traffic.Answer;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;

/**
 * The table of all endpoints. A new one is a new row.
 */
final class Routes {

    private final List<Route> table;
    private final Account account;

    Routes(Account account, Behaviour behaviour, Pages pages, SignedLinks links, WebhookTester tester) {
        this.account = account;
        RunHandlers runs = new RunHandlers(behaviour, pages);
        RunTaskHandlers runTasks = new RunTaskHandlers(behaviour, pages);
        ResultHandlers results = new ResultHandlers(pages);
        SquidHandlers squids = new SquidHandlers(behaviour, pages);
        EstimateHandlers estimates = new EstimateHandlers(behaviour);
        TaskHandlers tasks = new TaskHandlers(behaviour, pages);
        UploadHandlers uploads = new UploadHandlers(behaviour);
        CrawlerHandlers crawlers = new CrawlerHandlers(behaviour, pages);
        ChainHandlers chains = new ChainHandlers(behaviour);
        SiteAccountHandlers accounts = new SiteAccountHandlers(behaviour, pages);
        DeliveryHandlers deliveries = new DeliveryHandlers(behaviour);
        DeliveryTestHandlers tests = new DeliveryTestHandlers(behaviour, tester);
        LocationHandlers locations = new LocationHandlers();
        PlanHandlers plans = new PlanHandlers();
        AccountHandlers user = new AccountHandlers(behaviour);
        DownloadHandler files = new DownloadHandler(behaviour, links);
        this.table = List.of(
                Route.of("POST", "/v1/runs", 200, runs::start),
                Route.of("GET", "/v1/runs", 200, runs::list),
                Route.of("GET", "/v1/runs/{run}", 200, runs::get),
                Route.of("GET", "/v1/runs/{run}/stats", 200, runs::stats),
                Route.of("GET", "/v1/runs/{run}/credits", 200, runs::credits),
                Route.of("GET", "/v1/runs/{run}/download", 200, files::download),
                Route.of("POST", "/v1/runs/{run}/abort", 200, runs::abort),
                Route.of("POST", "/v1/runs/{run}/resurrect", 200, runs::resurrect),
                Route.of("GET", "/v1/runtasks", 200, runTasks::list),
                Route.of("POST", "/v1/runtasks/{runtask}/retry", 200, runTasks::retry),
                Route.of("POST", "/v1/runs/{run}/tasks/{task}/retry", 200, runTasks::retryOfRun),
                Route.of("GET", "/v1/results", 200, results::list),
                Route.of("GET", "/v1/squids", 200, squids::list),
                Route.of("POST", "/v1/squids", squids::create),
                Route.of("GET", "/v1/squids/{squid}", 200, squids::get),
                Route.of("POST", "/v1/squids/{squid}", squids::update),
                Route.of("DELETE", "/v1/squids/{squid}", 200, squids::delete),
                Route.of("POST", "/v1/squids/{squid}/empty", 200, squids::empty),
                Route.of("POST", "/v1/squid/estimate", 200, estimates::byBody),
                Route.of("POST", "/v1/squid/{squid}/estimate", 200, estimates::byPath),
                Route.of("POST", "/v1/tasks", 200, tasks::add),
                Route.of("GET", "/v1/tasks", 200, tasks::list),
                Route.of("POST", "/v1/tasks/upload", 200, uploads::upload),
                Route.of("GET", "/v1/tasks/upload/{upload}", uploads::state),
                Route.of("GET", "/v1/tasks/{task}", 200, tasks::get),
                Route.of("DELETE", "/v1/tasks/{task}", 200, tasks::delete),
                Route.of("GET", "/v1/crawlers", 200, crawlers::list),
                Route.of("GET", "/v1/crawlers/{crawler}", 200, crawlers::get),
                Route.of("GET", "/v1/crawlers/{crawler}/params", 200, crawlers::params),
                Route.of("GET", "/v1/crawlers/{crawler}/attributes", 200, crawlers::attributes).toAll(),
                Route.of("GET", "/v1/squids/{squid}/chain", 200, chains::get),
                Route.of("POST", "/v1/squids/{squid}/chain", 201, chains::create),
                Route.of("PATCH", "/v1/squids/{squid}/chain", 200, chains::change),
                Route.of("DELETE", "/v1/squids/{squid}/chain", chains::delete),
                Route.of("GET", "/v1/accounts", 200, accounts::list),
                Route.of("POST", "/v1/accounts", 200, accounts::limit),
                Route.of("POST", "/v1/accounts/cookies", 200, accounts::synchronize),
                Route.of("GET", "/v1/accounts/{account}", 200, accounts::get),
                Route.of("DELETE", "/v1/accounts/{account}", 200, accounts::delete),
                Route.of("GET", "/v1/synchronize/{synchronization}", 200, accounts::synchronization),
                Route.of("GET", "/v1/account_types", 200, accounts::types),
                Route.of("POST", "/v1/delivery", 201, deliveries::deliver),
                Route.of("POST", "/v1/delivery/test-email", 200, tests::email),
                Route.of("POST", "/v1/delivery/test-googlesheet", 200, tests::googleSheet),
                Route.of("POST", "/v1/delivery/test-s3", 200, tests::s3),
                Route.of("POST", "/v1/delivery/test-sftp", 200, tests::sftp),
                Route.of("POST", "/v1/delivery/test-webhook", 200, tests::webhook).aside(),
                Route.of("GET", "/v1/googlemaps/locations", 200, locations::maps),
                Route.of("GET", "/v1/googlelocations", 200, locations::search),
                Route.of("GET", "/v1/plans/auto-reset", 200, plans::get),
                Route.of("POST", "/v1/plans/auto-reset", 200, plans::set),
                Route.of("GET", "/v1/user/balance", 200, user::balance),
                Route.of("GET", "/v1/me", 200, user::me));
    }

    /** Whether a request needs no key. */
    boolean isPublic(ReceivedRequest request) {
        return table.stream().anyMatch(route -> route.access() == Access.PUBLIC && route.method().equals(request.method())
                && route.match(request.path()).isPresent());
    }

    /** Answers a request by the row it belongs to. */
    Answer answer(ReceivedRequest request) {
        boolean known = false;
        for (Route route : table) {
            Optional<Map<String, String>> path = route.match(request.path());
            if (path.isPresent() && route.method().equals(request.method())) {
                return answer(route, new Call(request, path.get(), account));
            }
            known |= path.isPresent();
        }
        throw new ApiException(known ? ApiError.methodNotAllowed(request.method()) : ApiError.noSuchPath());
    }

    private Answer answer(Route route, Call call) {
        if (route.access() == Access.ASIDE) {
            return route.handler().handle(call).answer();
        }
        synchronized (account) {
            account.catchUp();
            return route.handler().handle(call).answer();
        }
    }
}
