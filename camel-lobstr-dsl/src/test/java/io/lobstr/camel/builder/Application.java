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
package io.lobstr.camel.builder;

// README
import io.lobstr.camel.OnActiveRun;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

import static io.lobstr.camel.builder.endpoint.StaticEndpointBuilders.lobstr;

public class Application extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:once?repeatCount=1")
                .to(lobstr("startRun").squid("{{lobstr.squid}}").onActiveRun(OnActiveRun.join))
                .to(lobstr("awaitRun").awaitTimeout("6h").advanced().maxRetries(10))
                .log("run ${header.CamelLobstrRunId} is ${header.CamelLobstrRunStatus}");
    }

    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new Application());
        main.run(args);
    }
}
// end
