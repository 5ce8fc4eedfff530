package io.jetpack.cli.node.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmqpUriTest {

  @Test
  void a_uri_has_all_its_parts() {
    assertThat(AmqpUri.parse("amqps://me%40here:p%2Fw%C3%A4%25@my_broker.example:1234/a%2Fb"))
        .isEqualTo(
            new AmqpUri(
                true,
                "my_broker.example",
                1234,
                "a/b",
                Optional.of(new AmqpCredentials("me@here", "p/wä%"))));
  }

  @ParameterizedTest
  @CsvSource({
    "amqp://h, h, 5672, /",
    "AMQPS://h, h, 5671, /",
    "amqp://h/, h, 5672, /",
    "amqp://h/%2F, h, 5672, /",
    "amqp://h/prod, h, 5672, prod",
    "amqp://[::1]:99/prod, ::1, 99, prod",
    "amqp://10.0.0.1, 10.0.0.1, 5672, /",
  })
  void what_is_not_said_is_as_usual(String text, String host, int port, String vhost) {
    AmqpUri uri = AmqpUri.parse(text);
    assertThat(uri.host()).isEqualTo(host);
    assertThat(uri.port()).isEqualTo(port);
    assertThat(uri.virtualHost()).isEqualTo(vhost);
    assertThat(uri.credentials()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sesame",
        "amqp:u:sesame@h",
        "amqp:/u:sesame@h",
        "http://u:sesame@h",
        "amqp://u:sesame@",
        "amqp://u:ses/ame@h",
        "amqp://u:ses@me@h",
        "amqp://u:sesame@h:0",
        "amqp://u:sesame@h:65536",
        "amqp://u:sesame@h:port",
        "amqp://u:sesame@h/a/b",
        "amqp://u:sesame@h/a?x=y",
        "amqp://u:sesame@h/a#x",
        "amqp://u:sesame%@h",
        "amqp://u:sesame%4@h",
        "amqp://u:sesame%zz@h",
        "amqp://u:sesame%ff@h",
        "amqp://:sesame@h",
        "amqp://sesame@h",
        "amqp://u:@h",
        "amqp://u:sesame@two hosts",
        "amqp://u:sesame@[::1",
        "amqp://u:sesame@h1,h2",
      })
  void a_mistake_is_told_without_the_text(String text) {
    assertThatThrownBy(() -> AmqpUri.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("write ")
        .message()
        .doesNotContain("sesame")
        .doesNotContain("ses/ame");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "LOCALHOST, true",
    "127.0.0.1, true",
    "127.9.9.9, true",
    "[::1], true",
    "10.0.0.1, false",
    "127.0.0.1.example, false",
    "localhost.example, false",
    "[::2], false",
  })
  void only_this_machine_is_loopback(String host, boolean loopback) {
    assertThat(AmqpUri.parse("amqp://" + host).isLoopback()).isEqualTo(loopback);
  }

  @Test
  void as_text_there_is_no_password() {
    AmqpUri uri = AmqpUri.parse("amqp://u:sesame@[::1]");
    assertThat(uri).hasToString("amqp://[::1]:5672");
    assertThat(uri.credentials()).get().hasToString("user 'u'");
  }
}
