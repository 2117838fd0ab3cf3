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

import java.util.Map;

import io.lobstr.camel.internal.memory.OwnMemories.OwnMemory;
import io.lobstr.camel.internal.memory.RepositoryService;
import io.lobstr.camel.internal.observe.RunActivity;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.runtime.Lease;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Start the scrapers of lobstr.io, read their runs, and consume the runs that finish.
 */
@UriEndpoint(firstVersion = "0.1.0", scheme = "lobstr", title = "lobstr.io", syntax = "lobstr:operation",
             category = { Category.API, Category.CLOUD }, headersClass = LobstrConstants.class)
public class LobstrEndpoint extends ScheduledPollEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    private static final int DEFAULT_DELAY = 60_000;
    private static final int DEFAULT_MAX_IN_FLIGHT = 100;
    private static final int DEFAULT_AWAIT_TIMEOUT = 3_600_000;
    private static final int DEFAULT_POLL_INTERVAL = 5_000;
    private static final int DEFAULT_FINISHED_TIMEOUT = 3_600_000;
    private static final String DEFAULT_WEBHOOK_PATH = "/lobstr";
    private static final int DEFAULT_PUSHED_DELAY = 900_000;

    @UriPath(description = "What to do. finishedRuns and runEvents are for consumers, the others are for producers.")
    @Metadata(required = true)
    private final LobstrOperation operation;
    @UriParam
    private LobstrConfiguration configuration;

    @UriParam(label = "common")
    private String squid;
    @UriParam(label = "producer")
    private String run;
    @UriParam(label = "producer")
    private String task;
    @UriParam(label = "producer")
    private String runTask;
    @UriParam(label = "producer")
    private String crawler;
    @UriParam(label = "producer")
    private String account;
    @UriParam(label = "producer")
    private Delivery delivery;
    @UriParam(label = "producer", defaultValue = "true")
    private boolean mergeParams = true;
    @UriParam(label = "producer", defaultValue = "fail")
    private OnActiveRun onActiveRun = OnActiveRun.fail;
    @UriParam(label = "producer", defaultValue = "" + Page.FIRST)
    private Integer page;
    @UriParam(label = "producer", defaultValue = "" + Page.USUAL_SIZE)
    private Integer limit;
    @UriParam(label = "producer")
    private boolean allPages;
    @UriParam(label = "producer", defaultValue = "csv")
    private FileFormat fileFormat = FileFormat.csv;
    @UriParam(label = "producer")
    private String fields;
    @UriParam(label = "producer")
    private String omit;
    @UriParam(label = "producer")
    private UploadFormat uploadFormat;
    @UriParam(label = "producer", defaultValue = "GET")
    private CallMethod method = CallMethod.GET;
    @UriParam(label = "producer")
    private String path;
    @UriParam(label = "producer", prefix = "query.", multiValue = true)
    private Map<String, Object> query;
    @UriParam(label = "producer", defaultValue = "1h", javaType = "java.time.Duration")
    private long awaitTimeout = DEFAULT_AWAIT_TIMEOUT;
    @UriParam(label = "producer", defaultValue = "5s", javaType = "java.time.Duration")
    private long pollInterval = DEFAULT_POLL_INTERVAL;
    @UriParam(label = "producer")
    private Double maxCredits;

    @UriParam(label = "consumer", defaultValue = "now")
    private String startFrom = "now";
    @UriParam(label = "consumer")
    private String statuses;
    @UriParam(label = "common", defaultValue = "ended")
    private FinishedWhen finishedWhen = FinishedWhen.ended;
    @UriParam(label = "consumer", defaultValue = "1h", javaType = "java.time.Duration")
    private long finishedTimeout = DEFAULT_FINISHED_TIMEOUT;
    @UriParam(label = "consumer")
    private IdempotentRepository idempotentRepository;
    private OwnMemory ownMemory;
    private RunActivity activity;
    @UriParam(label = "consumer")
    private String memoryName;
    @UriParam(label = "consumer", defaultValue = "0")
    private int maxMessagesPerPoll;
    @UriParam(label = "consumer", defaultValue = "" + DEFAULT_MAX_IN_FLIGHT)
    private int maxInFlight = DEFAULT_MAX_IN_FLIGHT;
    @UriParam(label = "consumer", defaultValue = "even")
    private PollTimes pollTimes = PollTimes.even;
    @UriParam(label = "consumer")
    private boolean push;
    @UriParam(label = "consumer")
    private String webhookUrl;
    @UriParam(label = "consumer", defaultValue = DEFAULT_WEBHOOK_PATH)
    private String webhookPath = DEFAULT_WEBHOOK_PATH;
    @UriParam(label = "consumer,security", secret = true)
    private String webhookSecret;
    @UriParam(label = "consumer")
    private boolean webhookReplace;
    @UriParam(label = "consumer", defaultValue = "15m", javaType = "java.time.Duration")
    private long pushedDelay = DEFAULT_PUSHED_DELAY;
    @UriParam(label = "consumer,scheduler", defaultValue = "60s", javaType = "java.time.Duration",
              description = "Time between two polls. The API asks for no more than one in five seconds.")
    private long delay = DEFAULT_DELAY;

    /**
     * @param uri           the URI as the route has it
     * @param component     the component
     * @param operation     what to do
     * @param configuration how to reach the API, this endpoint's own
     */
    public LobstrEndpoint(
                          String uri, LobstrComponent component, LobstrOperation operation,
                          LobstrConfiguration configuration) {
        super(uri, component);
        this.operation = operation;
        this.configuration = configuration;
        super.setDelay(DEFAULT_DELAY);
    }

    @Override
    public Producer createProducer() throws Exception {
        if (operation.isConsumer()) {
            throw new IllegalArgumentException(
                    "to(\"lobstr:" + operation + "\") cannot work: " + operation
                                               + " is for from(…). A producer takes one of "
                                               + LobstrOperation.names(false));
        }
        return operation.isAsking() ? new LobstrProducer(this) : new LobstrAnnouncer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!operation.isConsumer()) {
            throw new IllegalArgumentException(
                    "from(\"lobstr:" + operation + "\") cannot work: " + operation
                                               + " is for to(…). A consumer takes " + LobstrOperation.names(true));
        }
        return operation.isPolling() ? polling(processor) : listening(processor);
    }

    private Consumer polling(Processor processor) throws Exception {
        LobstrConsumer consumer = new LobstrConsumer(this, processor);
        configureConsumer(consumer);
        consumer.setMaxMessagesPerPoll(maxMessagesPerPoll);
        return consumer;
    }

    private Consumer listening(Processor processor) throws Exception {
        LobstrEventConsumer consumer = new LobstrEventConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (operation.isPolling() && idempotentRepository == null) {
            ownMemory = getComponent().memories().take(options().remembered(), getEndpointUri());
            idempotentRepository = ownMemory.repository();
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (idempotentRepository != null && ownMemory == null) {
            RepositoryService.start(idempotentRepository, getCamelContext());
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (ownMemory != null) {
            getComponent().memories().giveBack(ownMemory);
            ownMemory = null;
            idempotentRepository = null;
        }
    }

    @Override
    public LobstrComponent getComponent() {
        return (LobstrComponent) super.getComponent();
    }

    @Override
    public String getServiceUrl() {
        return configuration.getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "rest";
    }

    /** Whether it asks the API, for which it needs a key. */
    boolean isAsking() {
        return operation.isAsking() || operation.isConsumer() && webhookUrl != null;
    }

    /** Whether calls of webhooks come in by it. */
    boolean isListening() {
        return push || operation == LobstrOperation.runEvents;
    }

    /** Whether what is handled is remembered where the user says, which other machines may know. */
    boolean isRemembering() {
        return idempotentRepository != null && ownMemory == null;
    }

    Lease lease() {
        return getComponent().clients().lease(configuration);
    }

    LobstrOptions options() {
        return new LobstrOptions(this);
    }

    /** Of a route: it goes on over a restart, since what is in flight does so too. */
    RunActivity activity(String routeId) {
        String route = routeId == null ? "" : routeId;
        if (activity == null || !activity.route().equals(route)) {
            activity = new RunActivity(getComponent().activity(), route);
        }
        return activity;
    }

    /** @return what to do */
    public LobstrOperation getOperation() {
        return operation;
    }

    /** @return how the API is reached */
    public LobstrConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * How the API is reached.
     *
     * @param configuration not null
     */
    public void setConfiguration(LobstrConfiguration configuration) {
        this.configuration = configuration;
    }

    /** @return the squid, or for a consumer several with commas */
    public String getSquid() {
        return squid;
    }

    /**
     * The hash of the squid. A consumer takes several, separated by commas, or none: then it watches every squid of the
     * account, those created later too. An asterisk says that too. A producer takes it from the header
     * CamelLobstrSquidId where it is not set here.
     *
     * @param squid a hash
     */
    public void setSquid(String squid) {
        this.squid = squid;
    }

    /** @return the run */
    public String getRun() {
        return run;
    }

    /**
     * The hash of the run. Taken from the header CamelLobstrRunId where it is not set here.
     *
     * @param run a hash
     */
    public void setRun(String run) {
        this.run = run;
    }

    /** @return the task */
    public String getTask() {
        return task;
    }

    /**
     * The hash of a task: listResults lists its results only, getTask reads it, deleteTask deletes it. Taken from the
     * header CamelLobstrTaskId where it is not set here.
     *
     * @param task a hash
     */
    public void setTask(String task) {
        this.task = task;
    }

    /** @return the task of a run */
    public String getRunTask() {
        return runTask;
    }

    /**
     * The hash of a task of a run, as listRunTasks lists them. Taken from the header CamelLobstrRunTaskId where it is
     * not set here.
     *
     * @param runTask a hash
     */
    public void setRunTask(String runTask) {
        this.runTask = runTask;
    }

    /** @return the scraper template */
    public String getCrawler() {
        return crawler;
    }

    /**
     * The hash of a scraper template, as listCrawlers lists them. Taken from the header CamelLobstrCrawlerId where it
     * is not set here; by createSquid from the field crawler of its body first.
     *
     * @param crawler a hash
     */
    public void setCrawler(String crawler) {
        this.crawler = crawler;
    }

    /** @return the login on a scraped site */
    public String getAccount() {
        return account;
    }

    /**
     * The hash of a login on a scraped site, as listAccounts lists them. Taken from the header CamelLobstrAccountId
     * where it is not set here; by updateAccount from the field account of its body first.
     *
     * @param account a hash
     */
    public void setAccount(String account) {
        this.account = account;
    }

    /** @return the way of delivery that testDelivery tries */
    public Delivery getDelivery() {
        return delivery;
    }

    /**
     * The way of delivery that testDelivery tries: email, googlesheet, webhook, s3 or sftp.
     *
     * @param delivery one of them
     */
    public void setDelivery(Delivery delivery) {
        this.delivery = delivery;
    }

    /** @return whether updateSquid keeps the parameters that it is not told of */
    public boolean isMergeParams() {
        return mergeParams;
    }

    /**
     * Whether updateSquid keeps the parameters of the squid, and the functions among them, that its body does not name.
     * The API itself replaces all of them by what it is sent; false lets it.
     *
     * @param mergeParams false to replace them
     */
    public void setMergeParams(boolean mergeParams) {
        this.mergeParams = mergeParams;
    }

    /** @return what startRun does while a run is active */
    public OnActiveRun getOnActiveRun() {
        return onActiveRun;
    }

    /**
     * What startRun does while a run of the squid is active: fail; join, which answers the active run; or wait, which
     * waits without a thread until none is active, and then starts one. It waits for a free slot too, where lobstr.io
     * says SlotsLimitExceeded, ConcurrencyLimitExceeded or RunInProgress. Those that wait for one squid start one after
     * the other, in order of arrival.
     *
     * @param onActiveRun fail, join or wait
     */
    public void setOnActiveRun(OnActiveRun onActiveRun) {
        this.onActiveRun = onActiveRun;
    }

    /** @return the page, null where it is not set */
    public Integer getPage() {
        return page;
    }

    /**
     * Which page of a list is read, from 1. Taken from the header CamelLobstrPage where it is not set here.
     *
     * @param page 1 or more
     */
    public void setPage(Integer page) {
        this.page = page;
    }

    /** @return the size of a page, null where it is not set */
    public Integer getLimit() {
        return limit;
    }

    /**
     * How many items a page of a list has, 1 to 100. Taken from the header CamelLobstrLimit where it is not set here.
     *
     * @param limit 1 to 100
     */
    public void setLimit(Integer limit) {
        this.limit = limit;
    }

    /** @return whether all pages are read */
    public boolean isAllPages() {
        return allPages;
    }

    /**
     * Whether a list answers an iterator over all its pages, each fetched when the iterator comes to it, instead of one
     * page. Made for a split with streaming.
     *
     * @param allPages true for an iterator
     */
    public void setAllPages(boolean allPages) {
        this.allPages = allPages;
    }

    /** @return the format of a downloaded file */
    public FileFormat getFileFormat() {
        return fileFormat;
    }

    /**
     * The format of the file that downloadRun downloads: csv, json, jsonl or xlsx.
     *
     * @param fileFormat one of them
     */
    public void setFileFormat(FileFormat fileFormat) {
        this.fileFormat = fileFormat;
    }

    /** @return the columns of a downloaded file, null for all */
    public String getFields() {
        return fields;
    }

    /**
     * The columns of the file that downloadRun downloads, separated by commas. All of them where neither it nor omit is
     * set.
     *
     * @param fields names with commas
     */
    public void setFields(String fields) {
        this.fields = fields;
    }

    /** @return the columns that a downloaded file leaves out, null for none */
    public String getOmit() {
        return omit;
    }

    /**
     * The columns that the file leaves out which downloadRun downloads, separated by commas. Not together with fields,
     * beside which lobstr.io would not look at it.
     *
     * @param omit names with commas
     */
    public void setOmit(String omit) {
        this.omit = omit;
    }

    /** @return the format of a file that is uploaded, null where its name or type says it */
    public UploadFormat getUploadFormat() {
        return uploadFormat;
    }

    /**
     * The format of the file that uploadTasks uploads: csv or tsv. Where it is not set, the name of the file (the
     * header CamelFileName) says tsv by its ending .tsv, or the header Content-Type by text/tab-separated-values; all
     * else is csv.
     *
     * @param uploadFormat one of them
     */
    public void setUploadFormat(UploadFormat uploadFormat) {
        this.uploadFormat = uploadFormat;
    }

    /** @return the method of HTTP by which callApi calls */
    public CallMethod getMethod() {
        return method;
    }

    /**
     * The method of HTTP by which callApi calls the API: GET, POST, PUT, PATCH or DELETE. A GET is sent again where
     * nothing was answered, or 429 or 5xx; the others only where they certainly were not done.
     *
     * @param method one of them
     */
    public void setMethod(CallMethod method) {
        this.method = method;
    }

    /** @return the path that callApi calls */
    public String getPath() {
        return path;
    }

    /**
     * The path that callApi calls, below the base URL, such as /squids/{squid}/credits. An id in braces is filled in
     * from the option of its name (squid, run, task, runTask, crawler, account) or, where that is not set, from its
     * header, percent-encoded. A path that could lead elsewhere is refused at start.
     *
     * @param path begins with a slash
     */
    public void setPath(String path) {
        this.path = path;
    }

    /** @return what callApi sends in the query, by its names; null for nothing */
    public Map<String, Object> getQuery() {
        return query;
    }

    /**
     * What callApi sends in the query of its URL, each as query.NAME=value. A value that is an id in braces, such as
     * query.squid={squid}, is filled in as in the path.
     *
     * @param query values by their names
     */
    public void setQuery(Map<String, Object> query) {
        this.query = query;
    }

    /** @return how long a run is waited for, in milliseconds */
    public long getAwaitTimeout() {
        return awaitTimeout;
    }

    /**
     * How long awaitRun waits for a run at most, downloadRun for its file, uploadTasks for the report on what it has
     * sent, syncAccount for the end of the synchronization, and startRun, with onActiveRun=wait only, until it can
     * start.
     *
     * @param awaitTimeout milliseconds
     */
    public void setAwaitTimeout(long awaitTimeout) {
        this.awaitTimeout = awaitTimeout;
    }

    /** @return the time between two looks, in milliseconds */
    public long getPollInterval() {
        return pollInterval;
    }

    /**
     * The time between two looks at what is waited for; of awaitRun, one look serves all waits. Before a run could be
     * over, as far as the lengths of earlier ones are known, there is one in five minutes at most; where they are not,
     * looks come less and less often, up to 30 seconds apart. The API asks for no more than one in five seconds. Looks
     * are further apart where they would use up more than half of requestsPerMinute.
     *
     * @param pollInterval milliseconds
     */
    public void setPollInterval(long pollInterval) {
        this.pollInterval = pollInterval;
    }

    /** @return what a run that is waited for may cost, in credits; null for any number */
    public Double getMaxCredits() {
        return maxCredits;
    }

    /**
     * How many credits a run may use that awaitRun waits for, any number where it is not set. One that has used more is
     * aborted, and awaited to its end; the header CamelLobstrAbortedBy then is maxCredits. It is looked at every
     * pollInterval, so that it can use as much more as it does in that time.
     *
     * @param maxCredits more than 0
     */
    public void setMaxCredits(Double maxCredits) {
        this.maxCredits = maxCredits;
    }

    /** @return where a first start begins */
    public String getStartFrom() {
        return startFrom;
    }

    /**
     * Where a first start begins: now (runs that finish from here on), earliest (all history), or an ISO 8601 instant
     * (runs that finished since then). A first start is one that finds nothing about the squid in the repository.
     *
     * @param startFrom now, earliest or an instant
     */
    public void setStartFrom(String startFrom) {
        this.startFrom = startFrom;
    }

    /** @return the statuses that come out, null for all */
    public String getStatuses() {
        return statuses;
    }

    /**
     * Only runs that finished in one of these ways come out: done, aborted and error, separated by commas. All of them
     * where it is not set.
     *
     * @param statuses words with commas
     */
    public void setStatuses(String statuses) {
        this.statuses = statuses;
    }

    /** @return when a run counts as finished */
    public FinishedWhen getFinishedWhen() {
        return finishedWhen;
    }

    /**
     * When a run counts as finished: ended (its status is done, aborted or error), exported (and its export_done is not
     * false), or verified (and the verification of the e-mail addresses that it found is over, where there is one).
     *
     * @param finishedWhen ended, exported or verified
     */
    public void setFinishedWhen(FinishedWhen finishedWhen) {
        this.finishedWhen = finishedWhen;
    }

    /** @return how long after its end a run comes out all the same, in milliseconds */
    public long getFinishedTimeout() {
        return finishedTimeout;
    }

    /**
     * How long after its end a run comes out although it lacks what finishedWhen waits for, with a line at WARN.
     *
     * @param finishedTimeout milliseconds
     */
    public void setFinishedTimeout(long finishedTimeout) {
        this.finishedTimeout = finishedTimeout;
    }

    /** @return what remembers the runs that were handled */
    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    /**
     * Remembers which runs were handled. In memory by default; with a persistent one nothing is lost or repeated over a
     * restart.
     *
     * @param idempotentRepository any of Camel's
     */
    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    /** @return what keeps apart what is remembered */
    public String getMemoryName() {
        return memoryName;
    }

    /**
     * Keeps what is remembered apart from what other consumers of the same squids remember in the same
     * idempotentRepository. Two consumers that share squids and a repository need different names, and the second is
     * refused at its start where it has none. With another name, everything is a first start.
     *
     * @param memoryName any text; null for none
     */
    public void setMemoryName(String memoryName) {
        this.memoryName = memoryName;
    }

    /** @return when polls come */
    public PollTimes getPollTimes() {
        return pollTimes;
    }

    /**
     * When the API is asked: even (every delay), or predicted (when runs are likely to end, by the lengths of earlier
     * runs). With predicted, no hour has more looks at a named squid, or at the account, than even ones; two are 5
     * seconds apart at least, and four times the delay at most.
     *
     * @param pollTimes even or predicted
     */
    public void setPollTimes(PollTimes pollTimes) {
        this.pollTimes = pollTimes;
    }

    /** @return whether calls of webhooks are received besides polling */
    public boolean isPush() {
        return push;
    }

    /**
     * Whether the calls of lobstr.io's webhooks are received besides polling: a run then is out at once, and polling
     * finds what no call told of. It needs the HTTP server of the application, which is Camel's platform-http, and a
     * webhookSecret.
     *
     * @param push true to receive them
     */
    public void setPush(boolean push) {
        this.push = push;
    }

    /** @return where lobstr.io reaches the HTTP server of the application, null where nothing is registered */
    public String getWebhookUrl() {
        return webhookUrl;
    }

    /**
     * The address of the HTTP server of this application as lobstr.io sees it, such as https://hooks.example.com, with
     * the prefix that a reverse proxy takes away. Registered at lobstr.io for each squid is this, the webhookPath, the
     * squid and its token. Where it is not set, nothing is registered.
     *
     * @param webhookUrl an http or https address
     */
    public void setWebhookUrl(String webhookUrl) {
        this.webhookUrl = webhookUrl;
    }

    /** @return where calls of webhooks come in */
    public String getWebhookPath() {
        return webhookPath;
    }

    /**
     * Where the calls of webhooks come in on the HTTP server of the application: below this path, each squid has an
     * address of its own. Consumers may share it.
     *
     * @param webhookPath a path that begins with a slash
     */
    public void setWebhookPath(String webhookPath) {
        this.webhookPath = webhookPath;
    }

    /** @return what the addresses of webhooks are made of that nobody can guess */
    public String getWebhookSecret() {
        return webhookSecret;
    }

    /**
     * The secret from which the token in each squid's address is made, so that nobody else can call it: 16 characters
     * or more. Required with push=true and by runEvents. To change it without a gap, give the new one and the old one
     * with a comma between them: calls with either are taken, and the first is used to register.
     *
     * @param webhookSecret a secret, or two with a comma
     */
    public void setWebhookSecret(String webhookSecret) {
        this.webhookSecret = webhookSecret;
    }

    /** @return whether a webhook that somebody else configured is replaced */
    public boolean isWebhookReplace() {
        return webhookReplace;
    }

    /**
     * Whether a webhook that somebody else configured for a squid is replaced: lobstr.io keeps one for each squid.
     * Without it, that one is left alone, and the squid is polled as ever.
     *
     * @param webhookReplace true to replace it
     */
    public void setWebhookReplace(boolean webhookReplace) {
        this.webhookReplace = webhookReplace;
    }

    /** @return how far apart polls may be while pushes prove to come, in milliseconds */
    public long getPushedDelay() {
        return pushedDelay;
    }

    /**
     * How far apart polls may be while pushes prove to come. As long as nothing is proved, in the first hour at least,
     * and after one that was missed, they are as far apart as delay says.
     *
     * @param pushedDelay milliseconds; less than delay counts as delay
     */
    public void setPushedDelay(long pushedDelay) {
        this.pushedDelay = pushedDelay;
    }

    /** @return the most exchanges that go on at once */
    public int getMaxInFlight() {
        return maxInFlight;
    }

    /**
     * The most exchanges that go on at once in an asynchronous route. The other runs wait for their turn, oldest first:
     * one comes out whenever an exchange ends.
     *
     * @param maxInFlight 1 or more
     */
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    /** @return the most runs that come out in one poll */
    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    /**
     * The most runs that come out in one poll. 0 for no limit.
     *
     * @param maxMessagesPerPoll 0 or more
     */
    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    /**
     * {@inheritDoc}
     */
    @Override
    public void setDelay(long delay) {
        this.delay = delay;
        super.setDelay(delay);
    }
}
