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
package io.lobstr.camel.internal.operation;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of fields that may hold what nobody else may see, wherever an answer or a body has them.
 */
public final class SecretNames {

    /** Also what crawlers are told: that may be logins, or somebody's address. */
    private static final Pattern NAMES = Pattern.compile(
            "params|accounts|tasks|cookies?|s3|download_url|[a-z0-9]+(_[a-z0-9]+)*_fields"
                                                         + "|.*(password|passwd|passphrase|secret|token|credential|authorization|"
                                                         + "(api|access|private)[_-]?key|cookie).*");

    private SecretNames() {
    }

    /**
     * @param  name of a field
     * @return      whether a text hides its value
     */
    public static boolean has(String name) {
        return NAMES.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }
}
