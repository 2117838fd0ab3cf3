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
package io.lobstr.camel.simulator.http;

import java.time.Clock;

/**
 * The two hosts on the loopback interface: that of the API, and that of the exported files, which the API says to fetch
 * from elsewhere.
 */
public final class Hosts {

    private final Host api;
    private final Host files;

    /**
     * Hosts that are not started.
     *
     * @param api   answers what is asked of the API
     * @param files answers what is asked of the exported files
     * @param clock tells the time
     * @param port  the port of the API, or 0 for any that is free
     */
    public Hosts(Pipeline api, Pipeline files, Clock clock, int port) {
        this.api = new Host(api, clock, port, this::filesOrigin);
        this.files = new Host(files, clock, 0, this::apiOrigin);
    }

    /**
     * Starts both.
     *
     * @throws IllegalStateException if the port is in use
     */
    public void start() {
        try {
            files.start();
            api.start();
        } catch (IllegalStateException e) {
            stop();
            throw e;
        }
    }

    /**
     * Stops both: connections are refused until they are started again, on the same ports.
     */
    public void stop() {
        api.stop();
        files.stop();
    }

    /**
     * {@return the port of the API}
     */
    public int apiPort() {
        return started(api.port());
    }

    /**
     * {@return the scheme, host and port of the API}
     */
    public String apiOrigin() {
        return "http://localhost:" + apiPort();
    }

    /**
     * {@return the scheme, host and port of the exported files}
     */
    public String filesOrigin() {
        return "http://127.0.0.1:" + started(files.port());
    }

    private static int started(int port) {
        if (port == 0) {
            throw new IllegalStateException("The simulator was never started, so that its port is not known");
        }
        return port;
    }
}
