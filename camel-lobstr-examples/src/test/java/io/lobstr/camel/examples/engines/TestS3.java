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
package io.lobstr.camel.examples.engines;

import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket of a store on this machine that speaks S3, which the tests of one JVM share, each with a bucket of its own.
 */
public final class TestS3 {

    public static final String ACCESS_KEY = "access";
    public static final String SECRET_KEY = "secret";
    /** The store does not know the checksums that the client of AWS sends by itself. */
    public static final String CHECKSUMS = "aws.requestChecksumCalculation";
    public static final String WHEN_REQUIRED = "when_required";

    private static S3Proxy store;
    private static S3Client client;

    private final String bucket = UUID.randomUUID().toString();

    public TestS3() throws Exception {
        start();
        client.createBucket(request -> request.bucket(bucket));
    }

    private static synchronized void start() throws Exception {
        if (store != null) {
            return;
        }
        System.setProperty(CHECKSUMS, WHEN_REQUIRED);
        Properties settings = new Properties();
        settings.setProperty("jclouds.filesystem.basedir", Files.createTempDirectory("s3").toString());
        BlobStoreContext files = ContextBuilder.newBuilder("filesystem").overrides(settings).build(BlobStoreContext.class);
        store = S3Proxy.builder().blobStore(files.getBlobStore()).endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY).build();
        store.start();
        client = S3Client.builder().endpointOverride(URI.create("http://127.0.0.1:" + port())).forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    /** @return the port of this machine that it listens on */
    public static int port() {
        return store.getPort();
    }

    /** @return the name of the bucket */
    public String bucket() {
        return bucket;
    }

    /** @return the keys of the objects that are there, but for the folders that this store makes of them */
    public List<String> keys() {
        return client.listObjectsV2(request -> request.bucket(bucket)).contents().stream().map(S3Object::key)
                .filter(key -> !key.endsWith("/")).toList();
    }

    /** @return how many uploads in parts are neither complete nor given up */
    public int openUploads() {
        return client.listMultipartUploads(request -> request.bucket(bucket)).uploads().size();
    }

    /** @return an object */
    public ResponseInputStream<GetObjectResponse> get(String key) {
        return client.getObject(request -> request.bucket(bucket).key(key));
    }
}
