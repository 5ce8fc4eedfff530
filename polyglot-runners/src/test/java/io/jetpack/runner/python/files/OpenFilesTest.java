package io.jetpack.runner.python.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFilesTest {

  private final OpenFiles files = new OpenFiles();

  /** An empty file; counts how often it is closed. */
  private static final class EmptyFile implements SeekableByteChannel {
    private int closed;

    @Override
    public boolean isOpen() {
      return closed == 0;
    }

    @Override
    public void close() {
      closed++;
    }

    @Override
    public int read(ByteBuffer target) {
      return -1;
    }

    @Override
    public int write(ByteBuffer source) {
      return 0;
    }

    @Override
    public long position() {
      return 0;
    }

    @Override
    public SeekableByteChannel position(long position) {
      return this;
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      return this;
    }
  }

  private EmptyFile open() throws Exception {
    EmptyFile file = new EmptyFile();
    assertThat(files.add(file)).isSameAs(file);
    return file;
  }

  @Test
  void what_is_open_at_the_end_is_closed() throws Exception {
    List<EmptyFile> opened = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      opened.add(open());
    }
    files.closeAll();
    assertThat(opened).allMatch(file -> file.closed == 1);
  }

  @Test
  void what_the_script_has_closed_is_forgotten_in_time() throws Exception {
    List<EmptyFile> opened = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      EmptyFile file = open();
      file.close();
      opened.add(file);
    }
    files.closeAll();
    assertThat(opened.stream().filter(file -> file.closed > 1).count()).isLessThan(100);
  }

  @Test
  void nothing_stays_open_after_a_cancel() throws Exception {
    files.cancel();
    assertThat(open().isOpen()).isFalse();
  }
}
