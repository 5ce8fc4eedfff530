package io.jetpack.cli.converge.locker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No secret of an address reaches people, a log or the cluster, whatever form it has. */
class SafeAddressTest {

  @ParameterizedTest
  @CsvSource({
    "https://host/x/,                        https://host/x",
    "https://user:s3cret@host/x,             https://host/x",
    "https://user:s3c/ret@host/x,            https://host/x",
    "https://us@er:s3cret@host/x,            https://host/x",
    "https://user:s3?cret@host/x,            https://...",
    "https://user:s3#cret@host/x,            https://...",
    "https://user:s3;cret@host/x,            https://...",
    "https://host/x;sig=SIGSECRET,           https://host/x",
    "https://host/x?sv=1&sig=SIGSECRET,      https://host/x",
    "https://host/x?sig=SIG@SECRET,          https://...",
    "https://host/x#SIGSECRET,               https://host/x",
    "az://account/container?sig=SIGSECRET,   az://account/container",
    "s3://KEY:SECRET@bucket/x,               s3://bucket/x",
    "/mnt/locker/,                           /mnt/locker",
  })
  void what_may_be_a_secret_is_left_out(String address, String shown) {
    assertThat(SafeAddress.of(address)).isEqualTo(shown);
  }
}
