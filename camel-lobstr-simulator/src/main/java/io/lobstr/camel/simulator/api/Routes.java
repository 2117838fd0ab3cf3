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

import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.traffic.Answer;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;

/**
 * The table of all endpoints. A new one is a new row.
 */
final class Routes {

    private final List<Route> table;
    private final Account account;

    Routes(Account account, Behaviour behaviour, Pages pages, SignedLinks links) {
        this.account = account;
        RunHandlers runs = new RunHandlers(behaviour, pages);
        RunTaskHandlers runTasks = new RunTaskHandlers(behaviour, pages);
        ResultHandlers results = new ResultHandlers(pages);
        SquidHandlers squids = new SquidHandlers(behaviour, pages);
        AccountHandlers user = new AccountHandlers(behaviour);
        DownloadHandler files = new DownloadHandler(behaviour, links);
        this.table = List.of(
                new Route("POST", "/v1/runs", 200, runs::start),
                new Route("GET", "/v1/runs", 200, runs::list),
                new Route("GET", "/v1/runs/{run}", 200, runs::get),
                new Route("GET", "/v1/runs/{run}/stats", 200, runs::stats),
                new Route("GET", "/v1/runs/{run}/credits", 200, runs::credits),
                new Route("GET", "/v1/runs/{run}/download", 200, files::download),
                new Route("POST", "/v1/runs/{run}/abort", 200, runs::abort),
                new Route("POST", "/v1/runs/{run}/resurrect", 200, runs::resurrect),
                new Route("GET", "/v1/runtasks", 200, runTasks::list),
                new Route("POST", "/v1/runtasks/{runtask}/retry", 200, runTasks::retry),
                new Route("POST", "/v1/runs/{run}/tasks/{task}/retry", 200, runTasks::retryOfRun),
                new Route("GET", "/v1/results", 200, results::list),
                new Route("GET", "/v1/squids", 200, squids::list),
                new Route("GET", "/v1/squids/{squid}", 200, squids::get),
                new Route("POST", "/v1/tasks", 200, squids::addTasks),
                new Route("POST", "/v1/delivery", 201, squids::deliver),
                new Route("GET", "/v1/user/balance", 200, user::balance),
                new Route("GET", "/v1/me", 200, user::me));
    }

    /** Answers a request by the row it belongs to. */
    Answer answer(ReceivedRequest request) {
        boolean known = false;
        for (Route route : table) {
            Optional<Map<String, String>> path = route.match(request.path());
            if (path.isPresent() && route.method().equals(request.method())) {
                synchronized (account) {
                    Call call = new Call(request, path.get(), account);
                    return Answer.of(route.status(), Json.TYPE, Json.body(route.handler().handle(call)));
                }
            }
            known |= path.isPresent();
        }
        throw new ApiException(known ? ApiError.methodNotAllowed(request.method()) : ApiError.notFound());
    }
}
