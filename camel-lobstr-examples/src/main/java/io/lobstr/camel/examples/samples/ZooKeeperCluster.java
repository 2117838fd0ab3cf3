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

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.cluster.CamelClusterView;
import org.apache.camel.component.zookeeper.ZooKeeperCuratorHelper;
import org.apache.camel.component.zookeeper.cluster.ZooKeeperClusterService;
import org.apache.camel.support.task.Tasks;
import org.apache.camel.support.task.budget.Budgets;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's cluster service on ZooKeeper, with what it lacks before Camel 4.18.5 (CAMEL-24457): a member that loses
 * ZooKeeper stops its routes, and stands for election again when ZooKeeper is back. From that version on, a
 * {@link ZooKeeperClusterService} that is added to the context can take its place.
 */
public class ZooKeeperCluster extends ZooKeeperClusterService {

    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperCluster.class);
    private static final Duration SHORTLY = Duration.ofMillis(20);
    private static final int PATIENCE = 1000;

    private CuratorFramework curator;
    private ExecutorService thread;

    /**
     * A member is named after its process, where no other name is given.
     *
     * @param nodes    host:port, several with commas
     * @param basePath members under the same path stand in for each other
     */
    public ZooKeeperCluster(String nodes, String basePath) {
        setNodes(nodes);
        setBasePath(basePath);
        setId(ManagementFactory.getRuntimeMXBean().getName());
    }

    /** As a bean of {@code camel.beans} it is not found by the master component, which looks among services. */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        if (getCamelContext() == camelContext) {
            return;
        }
        super.setCamelContext(camelContext);
        try {
            camelContext.addService(this);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    @Override
    protected void doInit() {
        // reads its settings, which are not there yet: when it connects
    }

    @Override
    public CamelClusterView getView(String namespace) throws Exception {
        connect();
        start();
        return super.getView(namespace);
    }

    private synchronized void connect() throws Exception {
        if (curator != null) {
            return;
        }
        super.doInit();
        thread = getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "ZooKeeperCluster");
        curator = ZooKeeperCuratorHelper.createCurator(getConfiguration());
        curator.getConnectionStateListenable().addListener((client, state) -> changed(state), thread);
        curator.start();
        if (!curator.blockUntilConnected(Math.toIntExact(getConnectTimeout()), TimeUnit.MILLISECONDS)) {
            disconnect();
            throw new IllegalArgumentException("zookeeper.nodes=" + getNodes() + ": no ZooKeeper answers");
        }
        setCuratorFramework(curator);
    }

    private synchronized void disconnect() {
        if (curator != null) {
            curator.close();
            curator = null;
            getCamelContext().getExecutorServiceManager().shutdownNow(thread);
        }
    }

    /** Nothing connects before a route asks. */
    @Override
    protected void doStart() throws Exception {
        if (curator != null) {
            super.doStart();
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        getNamespaces().forEach(this::awaitGivenUp);
        disconnect();
    }

    private void changed(ConnectionState state) {
        try {
            if (!state.isConnected()) {
                LOG.warn("ZooKeeper is lost: {} stops what only one member does", getId());
                for (String namespace : getNamespaces()) {
                    leave(namespace);
                }
            } else if (state == ConnectionState.RECONNECTED) {
                LOG.info("ZooKeeper is back: {} stands for election again", getId());
                for (String namespace : getNamespaces()) {
                    startView(namespace);
                }
            }
        } catch (Exception e) {
            LOG.warn("{} cannot follow a change of its connection to ZooKeeper: {}", getId(), e.getMessage(), e);
        }
    }

    /** A route that is told before Curator has given leadership up would still take itself for the leader. */
    private void leave(String namespace) throws Exception {
        awaitGivenUp(namespace);
        stopView(namespace);
    }

    private void awaitGivenUp(String namespace) {
        Tasks.foregroundTask()
                .withBudget(Budgets.iterationBudget().withInterval(SHORTLY).withMaxIterations(PATIENCE).build()).build()
                .run(getCamelContext(), () -> !isLeader(namespace));
    }
}
