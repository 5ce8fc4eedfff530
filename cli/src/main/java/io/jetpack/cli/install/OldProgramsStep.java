package io.jetpack.cli.install;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Removes programs that are no longer in use. */
final class OldProgramsStep implements Step {

  private final Site site;
  private final Programs programs;

  OldProgramsStep(Site site) {
    this.site = site;
    this.programs = new Programs(site);
  }

  @Override
  public String name() {
    return "old programs";
  }

  @Override
  public Finding look() throws IOException {
    List<String> old = old();
    return old.isEmpty()
        ? new Finding.Found("none")
        : new Finding.Wanted("remove " + String.join(", ", old));
  }

  private List<String> old() throws IOException {
    List<String> old = new ArrayList<>(programs.names());
    programs.current().ifPresent(old::remove);
    return old;
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    List<String> told = new ArrayList<>();
    for (String name : old()) {
      List<Long> users = programs.users(name);
      if (users.isEmpty()) {
        told.add(
            site.disk()
                .deleteWhatCanBe(programs.folder(name))
                .map(left -> name + " stays, " + left)
                .orElse("removed " + name));
      } else {
        told.add("%s stays, process %d runs it".formatted(name, users.getFirst()));
      }
    }
    return String.join(", ", told);
  }
}
