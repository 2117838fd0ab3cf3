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
package io.lobstr.camel.simulator.state;

import java.time.Duration;
import java.time.Instant;

/**
 * What still happens to a run that is over. Each time counts from its end; null for what does not happen at all.
 *
 * @param exporting how long its file is being made
 * @param verifying how long its e-mail addresses are being verified, or null
 * @param mailing   how long until its results are sent by e-mail, or null
 */
record Afterwards(Duration exporting, Duration verifying, Duration mailing) {

    /** The file is there with the end, and nothing else is done. */
    static final Afterwards NOTHING = new Afterwards(Duration.ZERO, null, null);

    Afterwards exportingFor(Duration length) {
        return new Afterwards(length, verifying, mailing);
    }

    Afterwards verifyingFor(Duration length) {
        return new Afterwards(exporting, length, mailing);
    }

    Afterwards mailingAfter(Duration length) {
        return new Afterwards(exporting, verifying, length);
    }

    /** How the verification stands, or null where there is none. */
    Verification verificationAt(Instant now, Instant over) {
        if (verifying == null) {
            return null;
        }
        if (now.isBefore(over)) {
            return new Verification("pending", 0);
        }
        if (!now.isBefore(Timeline.later(over, verifying))) {
            return new Verification("done", 1);
        }
        boolean endless = verifying.equals(RunPlan.FOREVER);
        return new Verification("running", endless ? 0 : Duration.between(over, now).toNanos() / (double) verifying.toNanos());
    }
}
