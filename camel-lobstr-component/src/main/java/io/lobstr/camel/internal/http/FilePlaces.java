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
package io.lobstr.camel.internal.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BooleanSupplier;

import org.apache.hc.client5.http.DnsResolver;

/**
 * Where a link of the API may lead: not into the network that this application runs in, and not over plain http, unless
 * the API itself is such a place, or the component allows it. Names are looked at once they are resolved, for the very
 * connection that is made.
 */
public final class FilePlaces implements DnsResolver {

    private static final String NOT_PUBLIC = "a host that is not public";

    private final URI baseUrl;
    private final BooleanSupplier allowed;

    /** A name leads to where a file must not be fetched from. */
    public static final class NotPublicException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        private NotPublicException() {
            super("it is at " + NOT_PUBLIC);
        }
    }

    /**
     * @param baseUrl where the API is
     * @param allowed whether all places are
     */
    public FilePlaces(URI baseUrl, BooleanSupplier allowed) {
        this.baseUrl = baseUrl;
        this.allowed = allowed;
    }

    /**
     * @param  link an http or https address
     * @return      what it must not be, as the end of a sentence; null where it may be followed
     */
    public String refusal(URI link) {
        String reason = reason(link);
        // looked at last, since it may take a question to a name server
        return reason == null || isTrusted() ? null : reason;
    }

    private String reason(URI link) {
        if (!"https".equalsIgnoreCase(link.getScheme()) && "https".equalsIgnoreCase(baseUrl.getScheme())) {
            return "plain http";
        }
        String host = link.getHost().toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        boolean local = host.equals("localhost") || host.endsWith(".localhost");
        return local || isNumber(host) && !isPublicName(host) ? NOT_PUBLIC : null;
    }

    /** Such as 10.0.0.1, [::1], 2130706433 or 0x7f.1: they need no resolving, and a proxy would take them. */
    private static boolean isNumber(String host) {
        return host.startsWith("[") || host.substring(host.lastIndexOf('.') + 1).matches("\\d+|0x[0-9a-f]*");
    }

    private static boolean isPublicName(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(FilePlaces::isPublic);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private boolean isTrusted() {
        if (allowed.getAsBoolean()) {
            return true;
        }
        try {
            return !Arrays.stream(InetAddress.getAllByName(baseUrl.getHost())).allMatch(FilePlaces::isPublic);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        if (!Arrays.stream(addresses).allMatch(FilePlaces::isPublic) && !isTrusted()) {
            throw new NotPublicException();
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return InetAddress.getByName(host).getCanonicalHostName();
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet4Address) {
            boolean shared = first == 100 && second >= 64 && second < 128;
            boolean benchmarks = first == 198 && (second == 18 || second == 19);
            boolean protocols = first == 192 && second == 0 && bytes[2] == 0;
            return first != 0 && first < 240 && !shared && !benchmarks && !protocols;
        }
        boolean unique = (first & 0xfe) == 0xfc;
        return !unique && isPublicWithin(bytes, first << 8 | second);
    }

    /** IPv6 addresses that stand for one of IPv4. */
    private static boolean isPublicWithin(byte[] bytes, int prefix) {
        int at = switch (prefix) {
            // 64:ff9b::/96, and ::/96
            case 0x64, 0 -> 12;
            // 2002::/16
            case 0x2002 -> 2;
            default -> -1;
        };
        try {
            return at < 0 || isPublic(InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4)));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
