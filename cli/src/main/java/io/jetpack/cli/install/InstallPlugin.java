package io.jetpack.cli.install;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;

/** {@code jetpack install}. */
public final class InstallPlugin implements CommandPlugin {

  @Override
  public String name() {
    return "install";
  }

  @Override
  public String purpose() {
    return "install the agent from the unpacked archive, or upgrade it";
  }

  @Override
  public String details() {
    return """
    For Linux, as root, from the folder that the archive was unpacked into:

      jetpack-VERSION-linux-ARCH/bin/jetpack install

    copies the program to /opt/cycle/jetpack (--home names another place), makes group and
    user 'cyclecloud' with the rights of an administrator, puts 'jetpack' on the PATH,
    names disks stably, and starts 'healthcheck.service'; 'jetpack-boot.service' makes the
    node a member of its cluster at each boot. Where there is no systemd, scripts in
    /etc/init.d do both.

    It can be called again at any time: what has been done is found, what is missing or
    damaged is mended. Settings, checks, logs and states of an earlier version stay, and so
    does what somebody has edited or disabled. The new program takes the old one's place
    when it has answered, and gives it back when its service does not start.

    A user 'cyclecloud' who was there before gets no rights of root, unless --sudo is given.

    With --root the system in that folder is changed, an image for instance, and no service
    is started.\
    """;
  }

  @Override
  public boolean loadsPlugins() {
    return false;
  }

  @Override
  public Command create() {
    return new InstallCommand();
  }
}
