package io.jetpack.cli.converge.locker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where projects lie. Safe for use by many threads. */
public interface Locker extends AutoCloseable {

  /** Its address for people: without keys, signatures and passwords. */
  String address();

  /**
   * All files below a folder, however deep, as one list that is complete.
   *
   * @param folder from the root on, without a slash at its end
   * @return empty when there is no such folder, or when this locker has no lists
   * @throws LockerException when it can not be told
   */
  List<LockerFile> list(String folder) throws IOException, InterruptedException;

  /**
   * A single file.
   *
   * @return empty when there is none
   * @throws LockerException when it can not be told
   */
  Optional<LockerFile> find(String path) throws IOException, InterruptedException;

  /**
   * Fetches a file. What a former attempt of this locker has left in the target is gone on with
   * where that is possible, else it is written anew.
   *
   * @param target complete when this returns, and whatever when it throws
   * @throws LockerException when the locker does not deliver
   * @throws IOException when the target can not be written
   */
  void fetch(LockerFile file, Path target) throws IOException, InterruptedException;

  @Override
  void close();
}
