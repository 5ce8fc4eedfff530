package io.jetpack.runner.python.memory;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The part of the heap to which a collector moves what lives on. Nothing is ever short where the
 * collector has no such part.
 */
final class TenuredHeap implements Heap {

  /** What a script may take of it before others have to be feared for, as a share. */
  private static final double SHARE = 0.6;

  private final Optional<MemoryPoolMXBean> pool =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(each -> each.getType() == MemoryType.HEAP && each.getCollectionUsage() != null)
          .max(Comparator.comparingLong(each -> each.getUsage().getMax()));

  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(each ->
              pool.filter(part -> List.of(each.getMemoryPoolNames()).contains(part.getName()))
                  .isPresent())
          .toList();

  @Override
  public long used() {
    return pool.map(MemoryPoolMXBean::getUsage).map(MemoryUsage::getUsed).orElse(0L);
  }

  @Override
  public long usedAfterCollection() {
    return pool.map(MemoryPoolMXBean::getCollectionUsage).map(MemoryUsage::getUsed).orElse(0L);
  }

  @Override
  public long collections() {
    return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }

  @Override
  public long limit() {
    return (long) (capacity() * SHARE);
  }

  @Override
  public long capacity() {
    return pool.map(each -> each.getUsage().getMax()).filter(max -> max > 0).orElse(Long.MAX_VALUE);
  }

  @Override
  public void collect() {
    System.gc();
  }
}
