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
package io.lobstr.camel;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/**
 * The headers of {@code lobstr:} endpoints.
 */
public final class LobstrConstants {

    /** The hash of the squid, a string. */
    @Metadata(description = "The hash of the squid. In: the squid that is meant, where the URI names none."
                            + " Out: the squid in the body, or that of the run in it.",
              javaType = "String")
    public static final String SQUID_ID = "CamelLobstrSquidId";

    /** The hash of the run, a string. */
    @Metadata(description = "The hash of the run. In: the run that is meant, where the URI names none."
                            + " Out: the run in the body.",
              javaType = "String")
    public static final String RUN_ID = "CamelLobstrRunId";

    /** The hash of the task, a string. */
    @Metadata(label = "producer",
              description = "The hash of the task. In: the task that is meant, where the URI names none."
                            + " Out: the task in the body.",
              javaType = "String")
    public static final String TASK_ID = "CamelLobstrTaskId";

    /** The hash of a task of a run, a string. */
    @Metadata(label = "producer",
              description = "The hash of a task of a run. In: the one that is meant, where the URI names none."
                            + " Out: the one in the body.",
              javaType = "String")
    public static final String RUN_TASK_ID = "CamelLobstrRunTaskId";

    /** The hash of the scraper template, a string. */
    @Metadata(label = "producer",
              description = "The hash of the scraper template. In: the one that is meant, where the URI names none."
                            + " Out: the one in the body.",
              javaType = "String")
    public static final String CRAWLER_ID = "CamelLobstrCrawlerId";

    /** The hash of the login on a scraped site, a string. */
    @Metadata(label = "producer",
              description = "The hash of the login on a scraped site. In: the one that is meant, where the URI names none."
                            + " Out: the one in the body.",
              javaType = "String")
    public static final String ACCOUNT_ID = "CamelLobstrAccountId";

    /** Which page of a list is asked for, an int. */
    @Metadata(label = "producer", description = "Which page of a list is asked for, where the URI does not say.",
              javaType = "int")
    public static final String PAGE = "CamelLobstrPage";

    /** How many items a page has, an int. */
    @Metadata(label = "producer", description = "How many items a page has, 1 to 100, where the URI does not say.",
              javaType = "int")
    public static final String LIMIT = "CamelLobstrLimit";

    /** The status of the run in the body, a string. */
    @Metadata(description = "The status of the run in the body, in lower case.", javaType = "String")
    public static final String RUN_STATUS = "CamelLobstrRunStatus";

    /** Why the run in the body ended, a string; absent while it goes on. */
    @Metadata(description = "Why the run in the body ended. Absent while it goes on.", javaType = "String")
    public static final String RUN_DONE_REASON = "CamelLobstrRunDoneReason";

    /** How many items there are on all pages, a long. */
    @Metadata(label = "producer",
              description = "How many items there are on all pages. Plans that cap what is returned count more than can be read.",
              javaType = "long")
    public static final String TOTAL_RESULTS = "CamelLobstrTotalResults";

    /** How many pages there are, an int. */
    @Metadata(label = "producer", description = "How many pages there are.", javaType = "int")
    public static final String TOTAL_PAGES = "CamelLobstrTotalPages";

    /** The number of the next page, an int; absent on the last. */
    @Metadata(label = "producer", description = "The number of the next page. Absent on the last.", javaType = "int")
    public static final String NEXT_PAGE = "CamelLobstrNextPage";

    /** What the API says where it shows fewer items than there are, a string; absent where it shows all. */
    @Metadata(label = "producer",
              description = "What the API says where the plan shows fewer items than there are. Absent where it shows all.",
              javaType = "String")
    public static final String WARNING = "CamelLobstrWarning";

    /** The option that made this application abort the run in the body, a string; absent where it ended otherwise. */
    @Metadata(label = "producer",
              description = "The option of awaitRun that had the run in the body aborted: maxCredits."
                            + " Absent where the run ended in any other way.",
              javaType = "String")
    public static final String ABORTED_BY = "CamelLobstrAbortedBy";

    /** When the run ended, in epoch milliseconds, a long; absent where that is unknown. */
    @Metadata(label = "consumer", description = "When the run ended, in epoch milliseconds. Absent where that is unknown.",
              javaType = "long")
    public static final String MESSAGE_TIMESTAMP = Exchange.MESSAGE_TIMESTAMP;

    private LobstrConstants() {
    }
}
