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
package io.lobstr.camel.examples.samples;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrRunActiveException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import org.apache.camel.ExchangeException;
import org.apache.camel.Handler;
import org.apache.camel.util.ObjectHelper;

/**
 * Says of a failure whether time alone may mend it, so that the message waits for as long as it takes. Whatever is not
 * in here may be the message's own fault, and is tried a few times only.
 */
public class MayPass {

    private static final int UNAUTHORIZED = 401;

    /** What the API answers with 400, and what the account or the squid is at fault for. */
    private static final Set<String> ACCOUNT = Set.of(
            "ClusterBusy", "ConcurrencyLimitExceeded", "ModuleUnavailable", "NoActiveSubscription", "NotEnoughBalance",
            "NotEnoughCredits", "RetryCooldown", "RunInProgress", "SlotsLimitExceeded", "SquidNotReady",
            "UsageLimitExceeded");

    /**
     * The first two characters of an SQL state: a connection that is lost or refused, a standby that takes no writes, a
     * deadlock, a lock, no resources, a server that stops or starts, a disk that fails.
     */
    private static final Set<String> DATABASE = Set.of("08", "25", "28", "3D", "40", "53", "55", "57", "58");

    /**
     * @param  failure what a route failed with
     * @return         whether it may be over some time
     */
    @Handler
    public boolean test(@ExchangeException Throwable failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (cause instanceof LobstrException lobstr) {
                return ofLobstr(lobstr);
            }
            if (cause instanceof SQLException database) {
                return database instanceof SQLTransientException || database instanceof SQLRecoverableException
                        || database.getSQLState() != null && database.getSQLState().length() > 2
                                && DATABASE.contains(database.getSQLState().substring(0, 2));
            }
        }
        return false;
    }

    private static boolean ofLobstr(LobstrException failure) {
        return failure instanceof LobstrServerException || failure instanceof LobstrRateLimitException
                || failure instanceof LobstrStoppedException || failure instanceof LobstrRunActiveException
                // 403 may be of this run alone
                || failure.getStatusCode() == UNAUTHORIZED
                || failure.getType() != null && ACCOUNT.contains(failure.getType());
    }
}
