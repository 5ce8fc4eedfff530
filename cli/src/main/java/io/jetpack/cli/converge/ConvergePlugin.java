package io.jetpack.cli.converge;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;

/** {@code jetpack converge}. */
public final class ConvergePlugin implements CommandPlugin {

  @Override
  public String name() {
    return "converge";
  }

  @Override
  public String purpose() {
    return "fetch the node's projects, run Chef, then cluster-init";
  }

  @Override
  public String details() {
    return """
    'cyclecloud.cluster_init_specs' in config/node.json lists the specs: project, version,
    spec and locker of each. A locker is a folder, file:///a/folder or https://..., and
    holds projects/PROJECT/VERSION/SPEC/ with cluster-init and chef in it, or SPEC.tgz or
    SPEC.zip; s3://BUCKET/... and az://ACCOUNT/CONTAINER/... need a jar in config/plugins.
    What has not changed is not fetched again, and nothing half-fetched is run.

    Cookbooks, roles and data bags are merged into system/chef/chef-repo, and chef-client
    or cinc-client runs over them; where no spec has a cookbook, Chef is not needed.

    Scripts lie in /mnt/cluster-init/PROJECT/SPEC/scripts ('converge.base') and run once,
    in byte order of their names; what they write goes to logs/cluster-init. One that
    fails stops the converge, and the next converge goes on from it. One that ran
    successfully runs again when .run/PROJECT/SPEC/scripts/SCRIPT.run is deleted there, or
    with --rerun.

    exit codes: 0 done; 1 something failed, the last line says what; 2 wrong usage; 3 a
    spec has cookbooks and there is no Chef; 130 interrupted, the next one goes on.\
    """;
  }

  @Override
  public Command create() {
    return new ConvergeCommand();
  }
}
