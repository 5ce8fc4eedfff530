package io.jetpack.locker.s3;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Clients of S3 as the SDK's usual sources say: credentials and region from the environment, the
 * profiles, the container or the instance. Attempts are counted by the converge, not by the SDK.
 */
final class Clients {

  /** Where the SDK is told of another service than Amazon's. */
  private static final List<String> ELSEWHERE = List.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL");

  private Clients() {}

  /**
   * @param stall how long nothing may come
   */
  static S3Client open(Duration stall, Map<String, String> environment) {
    // others than Amazon seldom have a host name for each bucket
    boolean elsewhere = ELSEWHERE.stream().anyMatch(environment::containsKey);
    return builder(stall)
        .forcePathStyle(elsewhere)
        .region(region().orElse(Region.US_EAST_1))
        .crossRegionAccessEnabled(!elsewhere)
        .build();
  }

  static S3ClientBuilder builder(Duration stall) {
    return S3Client.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(stall).socketTimeout(stall))
        .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  private static Optional<Region> region() {
    try {
      return Optional.of(DefaultAwsRegionProviderChain.builder().build().getRegion());
    } catch (SdkClientException e) {
      return Optional.empty();
    }
  }
}
