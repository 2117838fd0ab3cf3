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
package io.lobstr.camel.internal.squid;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Safety;
import io.lobstr.camel.internal.operation.Step;
import io.lobstr.camel.internal.operation.Words;
import io.lobstr.camel.model.Squid;

/**
 * Makes a squid once, though answers be lost: an account has no two squids of one name, so that the one which was not
 * there before, and was made since by the API's clock, of the same crawler, is ours; where there is none it can be
 * asked for again. The squids are read anew until an answer is lost: others may have made one while it waited.
 */
final class NamedSquid {

    private static final String TAKEN = "DuplicateSquid";

    private final LobstrClient client;
    private final LobstrRequest create;
    private final String name;
    private final Pause pause;
    /** Null where that could not be read. */
    private SquidsSeen before;

    /**
     * @param client the API
     * @param create asks for the squid
     * @param name   its name
     * @param pause  how to wait for the budget and between retries
     */
    NamedSquid(LobstrClient client, LobstrRequest create, String name, Pause pause) {
        this.client = client;
        this.create = create;
        this.name = name;
        this.pause = pause;
    }

    CompletionStage<MadeSquid> make() {
        return first(0);
    }

    private CompletionStage<MadeSquid> first(int retries) {
        return squids().handle(this::before).thenCompose(Function.identity())
                .thenCompose(noted -> attempt(null, retries));
    }

    /** A list that cannot be read does not stop us, except where the API refuses to answer it. */
    private CompletionStage<Void> before(List<Squid> squids, Throwable thrown) {
        Throwable failure = LobstrClient.unwrap(thrown);
        before = failure == null ? new SquidsSeen(squids, client.time().orElse(null)) : null;
        return failure == null || isUnclear(failure)
                ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(failure);
    }

    private static boolean isUnclear(Throwable failure) {
        return failure instanceof LobstrServerException server && server.isRequestSent();
    }

    /**
     * @param lost    what became of an earlier attempt that may have made the squid, null where there was none
     * @param retries how often it was asked for before
     */
    private CompletionStage<MadeSquid> attempt(LobstrServerException lost, int retries) {
        return client.<Squid> once(create, create, pause)
                .handle((squid, thrown) -> thrown == null
                        ? CompletableFuture.completedFuture(MadeSquid.answered(squid))
                        : after(LobstrClient.unwrap(thrown), lost, retries))
                .thenCompose(Function.identity());
    }

    private CompletionStage<MadeSquid> after(Throwable failure, LobstrServerException lost, int retries) {
        if (isUnclear(failure)) {
            LobstrServerException unclear = (LobstrServerException) failure;
            Optional<Duration> wait = unclear.getStatusCode() < 300
                    ? client.retries().next(retries) : client.retries().next(Safety.REPEATABLE, unclear, retries);
            return find(unclear, wait, retries);
        }
        if (lost != null && failure instanceof LobstrException refused && TAKEN.equals(refused.getType())) {
            return find(lost, client.retries().next(retries), retries);
        }
        Optional<Duration> wait = failure instanceof LobstrException known
                ? client.retries().next(Safety.ONCE, known, retries) : Optional.empty();
        return wait.isEmpty() ? ended(failure, lost) : again(wait.get(), lost, retries);
    }

    private CompletionStage<MadeSquid> again(Duration wait, LobstrServerException lost, int retries) {
        return client.pausing(create, pause, wait)
                .handle((passed, thrown) -> {
                    if (thrown != null) {
                        return ended(LobstrClient.unwrap(thrown), lost);
                    }
                    return lost == null ? first(retries + 1) : attempt(lost, retries + 1);
                }).thenCompose(Function.identity());
    }

    /** Whatever ends the attempts, it is not known then whether the lost one made the squid. */
    private CompletionStage<MadeSquid> ended(Throwable failure, LobstrServerException lost) {
        if (lost == null) {
            return CompletableFuture.failedFuture(failure);
        }
        lost.addSuppressed(failure);
        return unknown(
                lost, failure instanceof LobstrStoppedException
                        ? "looking for it was ended by a stop" : "asking for it again failed in another way");
    }

    /** Looks whether the squid is there, and else asks for it again. */
    private CompletionStage<MadeSquid> find(LobstrServerException lost, Optional<Duration> wait, int retries) {
        if (before == null) {
            return unknown(lost, "the squids of that name could not be read before");
        }
        return squids().handle((squids, thrown) -> {
            List<Squid> since = thrown == null ? before.since(squids) : List.of();
            if (since.size() == 1 && before.isNewer(since.get(0), create.parameters().get(Parameter.CRAWLER))) {
                return CompletableFuture.completedFuture(new MadeSquid(since.get(0), true));
            }
            if (!since.isEmpty()) {
                return unknown(lost, "what has shown up is not for certain the one that was asked for: squid "
                                     + since.stream().map(Squid::getId).map(Words::brief).limit(10)
                                             .collect(Collectors.joining(", squid ")));
            }
            if (LobstrClient.unwrap(thrown) instanceof LobstrStoppedException stopped) {
                return ended(stopped, lost);
            }
            return wait.isEmpty() ? unknown(lost, "none has shown up") : again(wait.get(), lost, retries);
        }).thenCompose(Function.identity());
    }

    private CompletionStage<MadeSquid> unknown(LobstrServerException lost, String why) {
        return CompletableFuture.failedFuture(
                client.errors().unknown(
                        lost, "whether a squid was made cannot be known, since " + why
                              + ": look for one of the name \"" + Words.brief(name) + "\" before making another"));
    }

    /** Those of the name; the API lists all that have it in theirs. */
    private CompletionStage<List<Squid>> squids() {
        return squids(Page.FIRST, new LinkedHashMap<>()).thenApply(
                all -> all.values().stream().filter(squid -> name.equals(squid.getName())).toList());
    }

    /** By their hashes, from the page on. */
    private CompletionStage<Map<String, Squid>> squids(int page, Map<String, Squid> all) {
        Map<Parameter, String> paging
                = Map.of(Parameter.PAGE, String.valueOf(page), Parameter.LIMIT, String.valueOf(Page.BIGGEST));
        return client.<Page<Squid>> send(create.asking(Step.FIND_SQUIDS.call(), paging, Map.of("name", name)), pause)
                .thenCompose(found -> {
                    int before = all.size();
                    found.items().forEach(squid -> all.put(squid.getId(), squid));
                    if (found.last() || found.items().isEmpty()) {
                        return CompletableFuture.completedFuture(all);
                    }
                    return all.size() > before
                            ? squids(page + 1, all)
                            : CompletableFuture.failedFuture(
                                    client.errors().unusable(create, "found a list of squids that repeats itself"));
                });
    }
}
