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
package io.lobstr.camel.examples.samples.page;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import org.apache.camel.Body;
import org.apache.camel.Handler;

/**
 * Makes HTML of what is to be shown. By the end of their names, {@code .ftlh}, FreeMarker knows that the templates are
 * HTML, and escapes all that they show.
 */
public class PageTemplates {

    private final TroubleLog troubles = new TroubleLog();
    private final Configuration templates = new Configuration(Configuration.VERSION_2_3_34);

    /** Creates it for the templates in the class path. */
    public PageTemplates() {
        templates.setClassLoaderForTemplateLoading(PageTemplates.class.getClassLoader(), "page");
        templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
        templates.setLocalizedLookup(false);
        templates.setObjectWrapper(new VisibleText());
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        templates.setAttemptExceptionReporter(
                (reason, page) -> troubles.failed("A part of the page of runs cannot be shown", reason));
    }

    /**
     * @param  view              what is to be shown
     * @return                   HTML
     * @throws IOException       if the template cannot be read
     * @throws TemplateException if it cannot show this
     */
    @Handler
    public String fill(@Body PageView view) throws IOException, TemplateException {
        StringWriter html = new StringWriter();
        templates.getTemplate(view.template()).process(Map.of("view", view.model()), html);
        return html.toString();
    }

    /** What turns the reading direction is seen, and turns nothing. */
    private static final class VisibleText extends DefaultObjectWrapper {

        private static final Pattern TURNS = Pattern.compile("[\\u202a-\\u202e\\u2066-\\u2069]");

        VisibleText() {
            super(Configuration.VERSION_2_3_34);
        }

        @Override
        public TemplateModel wrap(Object value) throws TemplateModelException {
            return super.wrap(value instanceof String text ? TURNS.matcher(text).replaceAll("\ufffd") : value);
        }
    }
}
