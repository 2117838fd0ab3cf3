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
package io.lobstr.camel.benchmarks.server;

/**
 * Runs as the API writes them.
 */
public final class RunJson {

    /** The squid of all of them. */
    public static final String SQUID = "e445405ef4ab41208ef7d29b92a1a9dd";
    /** As the API does, so many on a page at most. */
    public static final int PAGE = 100;

    private RunJson() {
    }

    /**
     * @param  number tells one run from another
     * @return        its id
     */
    public static String id(int number) {
        return String.format("%032x", number);
    }

    /**
     * @return the answer of Get Run
     */
    public static String one() {
        return """
                {"id":"0393be3ea6f74986906153df1c3f9894","object":"run","squid":"%s","is_done":true,\
                "created_at":"2025-02-04T10:25:40.847633","started_at":"2025-02-04T10:25:41.623683",\
                "ended_at":"2025-02-04T10:26:52.222239","next_launch_at":null,"duration":"0:00:50.183300",\
                "credit_used":50.1833,"origin":"user","force_launch":false,"status":"done","export_done":true,\
                "export_count":1,"export_time":"2025-02-04T10:26:53.780636","email_done":false,"email_time":null,\
                "email_verification":null,"total_results":40,"total_unique_results":40,"done_reason":"tasks_done",\
                "done_reason_desc":null}""".formatted(SQUID);
    }

    /**
     * A page of List Runs, newest first; every run is done.
     *
     * @param  number which page, from 1
     * @param  total  how many runs there are
     * @param  squid  whose they are
     * @return        the answer
     */
    public static String page(int number, int total, String squid) {
        StringBuilder data = new StringBuilder();
        int first = (number - 1) * PAGE;
        for (int i = first; i < Math.min(first + PAGE, total); i++) {
            run(data.append(i == first ? "" : ","), squid, total - i);
        }
        int pages = (total + PAGE - 1) / PAGE;
        return "{\"total_results\":" + total + ",\"limit\":" + PAGE + ",\"page\":" + number + ",\"total_pages\":" + pages
               + ",\"result_from\":" + (first + 1) + ",\"result_to\":" + Math.min(first + PAGE, total) + ",\"data\":[" + data
               + "],\"next\":" + (number < pages ? "\"/v1/runs?page=" + (number + 1) + "\"" : "null") + ",\"previous\":null}";
    }

    /** A run a minute, each as long as the others. */
    private static void run(StringBuilder json, String squid, int number) {
        String day = String.format("%04d-%02d-%02dT%02d:%02d:", 2000 + number / 483_840, 1 + number / 40_320 % 12,
                1 + number / 1440 % 28, number / 60 % 24, number % 60);
        json.append("{\"id\":\"").append(id(number)).append("\",\"object\":\"run\",\"squid\":\"").append(squid)
                .append("\",\"is_done\":true,\"created_at\":\"").append(day).append("01Z\",\"started_at\":\"").append(day)
                .append("02Z\",\"ended_at\":\"").append(day).append("52Z\",\"next_launch_at\":null,\"duration\":50.1833,")
                .append("\"credit_used\":50.1833,\"origin\":\"user\",\"force_launch\":false,\"status\":\"done\",")
                .append("\"export_done\":true,\"export_count\":1,\"export_time\":\"").append(day)
                .append("54Z\",\"email_done\":false,\"email_time\":null,\"email_verification\":null,\"total_results\":40,")
                .append("\"total_unique_results\":40,\"done_reason\":\"tasks_done\",\"done_reason_desc\":null}");
    }
}
