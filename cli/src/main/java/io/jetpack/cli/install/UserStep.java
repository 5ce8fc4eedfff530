package io.jetpack.cli.install;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The user by whom operators administer the node. One that is there already is as good. */
final class UserStep implements Step {

  static final String HOME = "/home/" + Names.USER;

  /** What the system says about a user whom an installation has made. */
  private static final String COMMENT = "Jetpack";

  private final Site site;

  UserStep(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return "system user '%s' in group '%s'".formatted(Names.USER, Names.GROUP);
  }

  @Override
  public Finding look() throws IOException, InterruptedException {
    Optional<Accounts.User> user = site.accounts().user(Names.USER);
    if (user.isPresent()) {
      return isMember(user.get())
          ? new Finding.Found("uid %d".formatted(user.get().uid()))
          : new Finding.Wanted("uid %d is there and joins the group".formatted(user.get().uid()));
    }
    site.requireWritable("/etc/passwd");
    return Finding.Wanted.PLAINLY;
  }

  private boolean isMember(Accounts.User user) throws IOException, InterruptedException {
    Optional<Accounts.Group> group = site.accounts().group(Names.GROUP);
    return group.isPresent()
        && (group.get().gid() == user.gid() || group.get().members().contains(Names.USER));
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    if (site.accounts().user(Names.USER).isPresent()) {
      var _ =
          site.tools()
              .succeed(
                  "usermod", words(site.root(), "--append", "--groups", Names.GROUP, Names.USER));
    } else {
      var _ =
          site.tools()
              .succeed(
                  "useradd",
                  words(
                      site.root(),
                      "--system",
                      "--gid",
                      Names.GROUP,
                      "--home-dir",
                      HOME,
                      "--no-create-home",
                      "--shell",
                      "/bin/bash",
                      "--comment",
                      COMMENT,
                      Names.USER));
    }
    return site.accounts()
        .user(Names.USER)
        .map(user -> "uid " + user.uid())
        .orElseThrow(() -> new Obstacle("useradd has made no user '%s'".formatted(Names.USER)));
  }

  @Override
  public List<Manifest.Entry> makes() throws IOException, InterruptedException {
    if (site.accounts().user(Names.USER).isPresent()) {
      return List.of();
    }
    return List.of(new Manifest.Entry(Manifest.Kind.USER, Names.USER));
  }

  /** The user, when no installation has made him. */
  static Optional<Accounts.User> foreign(Site site) throws IOException, InterruptedException {
    // it is written down before it is made, so the manifest alone does not say who made it
    boolean known = site.manifest().find(Manifest.Kind.USER, Names.USER).isPresent();
    return site.accounts()
        .user(Names.USER)
        .filter(user -> !known || !user.comment().equals(COMMENT));
  }

  /** The words for shadow's programs, which change an image's files when they are told where. */
  static String[] words(Root root, String... words) {
    List<String> all = new ArrayList<>();
    if (!root.isLive()) {
      all.add("--prefix");
      all.add(root.directory().toString());
    }
    all.addAll(List.of(words));
    return all.toArray(String[]::new);
  }
}
