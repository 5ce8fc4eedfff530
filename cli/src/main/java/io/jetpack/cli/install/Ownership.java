package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;

/** Owners and modes of files, by the accounts of the installed system. */
final class Ownership {

  /** All bits that chmod knows. */
  private static final int BITS = 07777;

  private final Accounts accounts;
  private final boolean setsOwners;

  /**
   * @param setsOwners only root can give files away; without it they stay the user's
   */
  Ownership(Accounts accounts, boolean setsOwners) {
    this.accounts = accounts;
    this.setsOwners = setsOwners;
  }

  boolean setsOwners() {
    return setsOwners;
  }

  /** Sets both, the owner first, since that takes bits of the mode away. */
  void set(Path path, Access access) throws IOException, InterruptedException {
    if (setsOwners) {
      Files.setAttribute(path, "unix:uid", uid(access), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", gid(access), LinkOption.NOFOLLOW_LINKS);
    }
    Files.setAttribute(path, "unix:mode", access.mode());
  }

  /** What differs from what is wanted, or empty. */
  String difference(Path path, Access access) throws IOException, InterruptedException {
    int mode = attribute(path, "mode") & BITS;
    int uid = attribute(path, "uid");
    int gid = attribute(path, "gid");
    return mode == access.mode() && belongs(uid, gid, access)
        ? ""
        : String.format(Locale.ROOT, "from %04o %d:%d to %s", mode, uid, gid, access);
  }

  private static int attribute(Path path, String name) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
  }

  private boolean belongs(int uid, int gid, Access access)
      throws IOException, InterruptedException {
    if (!setsOwners) {
      return true;
    }
    boolean exist =
        accounts.user(access.owner()).isPresent() && accounts.group(access.group()).isPresent();
    return exist && uid == uid(access) && gid == gid(access);
  }

  private int uid(Access access) throws IOException, InterruptedException {
    return accounts
        .user(access.owner())
        .map(Accounts.User::uid)
        .orElseThrow(() -> new Obstacle("there is no user '%s'".formatted(access.owner())));
  }

  private int gid(Access access) throws IOException, InterruptedException {
    return accounts
        .group(access.group())
        .map(Accounts.Group::gid)
        .orElseThrow(() -> new Obstacle("there is no group '%s'".formatted(access.group())));
  }
}
