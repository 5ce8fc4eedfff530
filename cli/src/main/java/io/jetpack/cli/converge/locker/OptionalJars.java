package io.jetpack.cli.converge.locker;

import java.util.List;
import java.util.Map;

/** Which jar reads which kind of address; the agent's own size does not pay for them. */
final class OptionalJars {

  private static final Map<String, String> BY_START =
      Map.of("s3://", "jetpack-locker-s3", "az://", "jetpack-locker-azure");

  private OptionalJars() {}

  /** What to do about an address that nobody takes. */
  static String advice(String address, List<LockerProvider> providers) {
    for (Map.Entry<String, String> jar : BY_START.entrySet()) {
      if (address.startsWith(jar.getKey())) {
        return "put %s-VERSION.jar into config/plugins of the home".formatted(jar.getValue());
      }
    }
    return "it takes %s, and other kinds come as jars in config/plugins"
        .formatted(String.join(" or ", providers.stream().map(LockerProvider::form).toList()));
  }
}
