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

import java.util.Collection;
import java.util.Locale;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Route;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.SensitiveUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the context tells a component.
 */
public final class ContextLifecycle extends LifecycleStrategySupport {

    private static final Logger LOG = LoggerFactory.getLogger(ContextLifecycle.class);

    private final Component component;
    private final Runnable stopping;
    private final Routes observer;

    /** Who sees routes come and go. */
    public interface Routes {

        /**
         * @param route is added, and not started yet
         */
        void added(Route route);

        /**
         * @param route is removed
         */
        void removed(Route route);
    }

    /**
     * @param component whose routes are looked at
     * @param stopping  called when the context begins to stop
     * @param observer  sees its routes come and go
     */
    public ContextLifecycle(Component component, Runnable stopping, Routes observer) {
        this.component = component;
        this.stopping = stopping;
        this.observer = observer;
    }

    /** Routes can still handle what their waits end with, and the shutdown need not wait for runs. */
    @Override
    public void onContextStopping(CamelContext context) {
        stopping.run();
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        CamelContext context = component.getCamelContext();
        SecretsInRoutes secrets = new SecretsInRoutes(
                scheme -> context.hasComponent(scheme) == component,
                (route, option) -> LOG.warn(
                        "Route {} has the option {} in a URI as it is, where Camel's management shows it: name it by a "
                                            + "placeholder such as {}, or set it on the component where that has it",
                        route, option, "{{" + property(option) + "}}"));
        routes.stream().map(Route::getRoute).forEach(secrets::search);
        routes.forEach(observer::added);
    }

    /** One whose value Camel masks where it logs properties: it knows them by their last word. */
    private static String property(String option) {
        String property = "lobstr." + option;
        return SensitiveUtils.containsSensitive(property)
                ? property : property.replaceAll("(?=\\p{Lu})", ".").toLowerCase(Locale.ROOT);
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        routes.forEach(observer::removed);
    }
}
