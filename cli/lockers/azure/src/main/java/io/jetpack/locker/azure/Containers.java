package io.jetpack.locker.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Opens containers: with the signature of the address, with {@value #CONNECTION} when that is of
 * the same account, else with the SDK's default chain, of which a managed identity is the usual
 * one. Attempts are counted by the converge, not by the SDK.
 */
final class Containers {

  static final String CONNECTION = "AZURE_STORAGE_CONNECTION_STRING";

  private Containers() {}

  /**
   * @param stall how long nothing may come
   * @throws IllegalArgumentException when the signature or the connection string is damaged
   */
  static BlobContainerClient open(
      AzureAddress address, Duration stall, Map<String, String> environment) {
    HttpClient http = http(stall);
    BlobContainerClientBuilder builder =
        new BlobContainerClientBuilder()
            .httpClient(http)
            .retryOptions(
                new RequestRetryOptions(
                    RetryPolicyType.FIXED, 1, (Duration) null, null, null, null));
    String connection = environment.getOrDefault(CONNECTION, "");
    if (address.signature().isPresent()) {
      return builder
          .endpoint("https://" + address.host())
          .containerName(address.container())
          .sasToken(address.signature().get())
          .buildClient();
    }
    if (isOf(connection, address)) {
      return builder.connectionString(connection).containerName(address.container()).buildClient();
    }
    return builder
        .endpoint("https://" + address.host())
        .containerName(address.container())
        .credential(new DefaultAzureCredentialBuilder().httpClient(http).build())
        .buildClient();
  }

  private static HttpClient http(Duration stall) {
    return new JdkHttpClientBuilder()
        .connectionTimeout(stall)
        .responseTimeout(stall)
        .readTimeout(stall)
        .build();
  }

  private static boolean isOf(String connection, AzureAddress address) {
    return List.of(connection.split(";", -1)).contains("AccountName=" + address.account());
  }
}
