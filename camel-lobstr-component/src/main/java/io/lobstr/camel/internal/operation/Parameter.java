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

import java.util.Arrays;
import java.util.function.UnaryOperator;

import io.lobstr.camel.LobstrConstants;

/**
 * What a request of the API can name: the option and the header that say it, and what it can be.
 */
public enum Parameter {

    /** The hash of a squid. */
    SQUID("squid", "squid", LobstrConstants.SQUID_ID, null, Parameter::noSquid, true),
    /** The hash of a run. */
    RUN("run", LobstrConstants.RUN_ID),
    /** The hash of a task. */
    TASK("task", LobstrConstants.TASK_ID),
    /** The hash of a task of a run. */
    RUN_TASK("runTask", LobstrConstants.RUN_TASK_ID),
    /** The hash of a scraper template. */
    CRAWLER("crawler", LobstrConstants.CRAWLER_ID),
    /** The hash of a login on a scraped site. */
    ACCOUNT("account", LobstrConstants.ACCOUNT_ID),
    /** A way of delivery; the option takes its words only. */
    DELIVERY("delivery", "delivery", null, null, value -> null),
    /** What an earlier answer began: no option says it. */
    JOB("job", "job", null, null, Parameter::noHash),
    /** The number of a page, from 1. */
    PAGE("page", "page", LobstrConstants.PAGE, String.valueOf(Page.FIRST), Parameter::noPage),
    /** The size of a page, 1 to 100. */
    LIMIT("limit", "limit", LobstrConstants.LIMIT, String.valueOf(Page.USUAL_SIZE), Parameter::noLimit),
    /** The format of an exported file; the option takes its words only. */
    FILE_FORMAT("file_format", "fileFormat", null, null, value -> null),
    /** The columns of an exported file, separated by commas. */
    FIELDS("fields", "fields", null, null, Parameter::noColumns),
    /** The columns that an exported file leaves out, separated by commas. */
    OMIT("omit", "omit", null, null, Parameter::noColumns);

    private final String name;
    private final String option;
    private final String header;
    private final String otherwise;
    private final UnaryOperator<String> wrong;
    private final boolean id;

    /** One that says what is meant. */
    Parameter(String name, String header) {
        this(name, name, header, null, Parameter::noHash, true);
    }

    /** One that says how it is meant. */
    Parameter(String name, String option, String header, String otherwise, UnaryOperator<String> wrong) {
        this(name, option, header, otherwise, wrong, false);
    }

    Parameter(String name, String option, String header, String otherwise, UnaryOperator<String> wrong, boolean id) {
        this.name = name;
        this.option = option;
        this.header = header;
        this.otherwise = otherwise;
        this.wrong = wrong;
        this.id = id;
    }

    /**
     * @return whether it says what is meant, and so belongs into a message
     */
    public boolean isId() {
        return id;
    }

    /**
     * @return the option of an endpoint that says it
     */
    public String option() {
        return option;
    }

    /**
     * @return the header that says it where the URI does not, null where there is none
     */
    public String header() {
        return header;
    }

    /**
     * @return what it is where nobody says it, null where it is then left out
     */
    public String otherwise() {
        return otherwise;
    }

    /**
     * @param  source                   who says it: the option, or the header
     * @param  value                    what it says
     * @return                          the same
     * @throws IllegalArgumentException if it cannot be; the message names the source
     */
    public String checked(String source, String value) {
        String why = wrong.apply(value);
        if (why != null) {
            throw new IllegalArgumentException(source + "=" + Words.brief(value) + " " + why);
        }
        return value;
    }

    private static String noSquid(String value) {
        return value.equals("*") ? "says every squid, which only finishedRuns takes: name one" : noHash(value);
    }

    /** An id is a piece of a path, whatever stands between us and the API. */
    private static String noHash(String value) {
        if (value.equals("*")) {
            return "is no hash: name one";
        }
        if (value.indexOf(',') >= 0) {
            return "names several, where one is meant";
        }
        if (value.equals(".") || value.equals("..") || leadsElsewhere(value)) {
            return "is no hash: a hash has no /, no \\ and no control characters, and is not . or ..";
        }
        return null;
    }

    private static boolean leadsElsewhere(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '/' || c == '\\' || Character.isISOControl(c)) {
                return true;
            }
        }
        return false;
    }

    private static String noColumns(String value) {
        return Arrays.stream(value.split(",", -1)).anyMatch(String::isBlank)
                ? "names a column of no name: give the names of columns, separated by commas" : null;
    }

    private static String noPage(String value) {
        Integer number = number(value);
        return number == null
                ? "is no number" : number < Page.FIRST ? "is out of range: pages are counted from " + Page.FIRST : null;
    }

    private static String noLimit(String value) {
        Integer number = number(value);
        if (number == null) {
            return "is no number";
        }
        return number < 1 || number > Page.BIGGEST
                ? "is out of range: a page of lobstr.io has 1 to " + Page.BIGGEST + " items" : null;
    }

    private static Integer number(String value) {
        try {
            return Integer.valueOf(value);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * @return its name after its article, for a message
     */
    public String one() {
        return ("aeiou".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
    }

    /**
     * @return the name in the API
     */
    @Override
    public String toString() {
        return name;
    }
}
