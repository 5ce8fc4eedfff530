package io.jetpack.cli.install;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What starts the agent: units of systemd, or scripts where there is none. */
sealed interface Services {

  String HEALTHCHECK = "healthcheck";
  String BOOT = "jetpack-boot";

  /** The steps that bring them into the system. */
  List<Step> steps(Site site);

  /** What the installed system starts services with. */
  static Services of(Root root) {
    if (root.has("/usr/lib/systemd/systemd") || root.has("/lib/systemd/systemd")) {
      return new Units();
    }
    if (root.has("/etc/init.d")) {
      return new Scripts("/etc/init.d", "/etc");
    }
    return root.has("/etc/rc.d/init.d") ? new Scripts("/etc/rc.d/init.d", "/etc/rc.d") : new None();
  }

  /** Systemd. */
  record Units() implements Services {

    private static final String FOLDER = "/etc/systemd/system/";

    /** Sites change it with sed. */
    private static final Pattern INTERVAL =
        Pattern.compile("(?m)^Environment=\"?INTERVAL=(\\d+)\"?$");

    /** The link by which a unit starts with the system. */
    static String enabling(String name) {
      return FOLDER + "multi-user.target.wants/" + name + ".service";
    }

    @Override
    public List<Step> steps(Site site) {
      List<Step> steps = new ArrayList<>();
      for (String name : List.of(HEALTHCHECK, BOOT)) {
        String unit = FOLDER + name + ".service";
        Text text = Text.of(name + ".service", site.names()).keeping(INTERVAL);
        steps.add(new FileStep(site, unit, text, 0644));
        steps.add(new EnableStep(site, enabling(name), unit));
      }
      return steps;
    }
  }

  /**
   * Scripts in the manner of System V.
   *
   * @param folder of the scripts
   * @param levels above the folders of the run levels
   */
  record Scripts(String folder, String levels) implements Services {

    private static final Pattern INTERVAL = Pattern.compile("(?m)^INTERVAL=(\\d+)$");

    @Override
    public List<Step> steps(Site site) {
      List<Step> steps = new ArrayList<>();
      for (String name : List.of(HEALTHCHECK, BOOT)) {
        String script = folder + "/" + name;
        Text text = Text.of(name + ".init", site.names()).keeping(INTERVAL);
        steps.add(new FileStep(site, script, text, 0755));
        for (String level : List.of("2", "3", "4", "5")) {
          steps.add(enable(site, level, "S95" + name, name));
        }
        for (String level : List.of("0", "1", "6")) {
          steps.add(enable(site, level, "K05" + name, name));
        }
      }
      return steps;
    }

    private Step enable(Site site, String level, String link, String name) {
      String path = "%s/rc%s.d/%s".formatted(levels, level, link);
      return new EnableStep(site, path, "../init.d/" + name);
    }
  }

  /** Neither. */
  record None() implements Services {

    @Override
    public List<Step> steps(Site site) {
      return List.of(new Without());
    }
  }

  /** Says that nothing starts the agent. */
  record Without() implements Step {

    @Override
    public String name() {
      return "services";
    }

    @Override
    public Finding look() {
      return new Finding.LeftOut(
          "there is neither systemd nor /etc/init.d; start 'jetpack healthcheck service' yourself");
    }

    @Override
    public String apply() throws IOException {
      throw new IllegalStateException("nothing is to be done");
    }
  }
}
