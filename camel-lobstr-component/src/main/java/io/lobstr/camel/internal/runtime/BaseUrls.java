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
package io.lobstr.camel.internal.runtime;

import java.net.URI;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be known of the address of the API before anything is asked there.
 */
public final class BaseUrls {

    private static final Logger LOG = LoggerFactory.getLogger(BaseUrls.class);

    private BaseUrls() {
    }

    /**
     * @param  baseUrl of the API
     * @return         whether that is this machine, as for a simulator
     */
    public static boolean isHere(URI baseUrl) {
        return baseUrl.getHost().matches("(?i)localhost|127(\\.\\d+){3}|\\[(0*:)*:?0*1]");
    }

    /** Says at WARN what is hardly meant. */
    static void warnOf(URI baseUrl) {
        if ("http".equalsIgnoreCase(baseUrl.getScheme()) && !isHere(baseUrl)) {
            LOG.warn("The API key goes to {} over plain http, where others can read it on its way: set baseUrl to an https "
                     + "address",
                    baseUrl.getHost());
        }
        if (baseUrl.getPath().replace("/", "").isEmpty()) {
            LOG.warn("baseUrl={} has no path, and an API that is at {}/v1 answers 404: set baseUrl to its whole address",
                    baseUrl, baseUrl.toString().replaceAll("/+$", ""));
        }
    }
}
