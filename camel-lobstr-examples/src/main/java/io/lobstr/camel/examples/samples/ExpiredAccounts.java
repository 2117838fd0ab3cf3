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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.lobstr.camel.model.Account;
import org.apache.camel.Body;
import org.apache.camel.Handler;

/**
 * Tells which accounts on scraped sites need new cookies.
 */
public class ExpiredAccounts {

    private static final String EXPIRED = "cookies_expired";
    private static final int LONGEST = 300;

    /**
     * @param  accounts all accounts
     * @return          what is to be told
     */
    @Handler
    public List<Notice> notices(@Body Iterator<Account> accounts) {
        List<Notice> notices = new ArrayList<>();
        accounts.forEachRemaining(account -> {
            String info = account.getStatusCodeInfo();
            if (EXPIRED.equals(info) || account.getStatus() != null && account.getStatus().matches("[45]\\d\\d")) {
                String why = account.getStatusCodeDescription() == null ? info : account.getStatusCodeDescription();
                notices.add(new Notice(
                        // new cookies make it well
                        "account " + account.getId() + " since " + account.getLastSynchronizationTime(),
                        PlainText.line("Account " + account.getId() + " (" + account.getUsername() + ", " + account.getType()
                                       + ") needs new cookies: " + why,
                                LONGEST)));
            }
        });
        return notices;
    }
}
