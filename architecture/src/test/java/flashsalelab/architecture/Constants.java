package flashsalelab.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The string constants of compiled classes. */
final class Constants {
  private Constants() {}

  static Set<String> in(Path classes) {
    var constants = new TreeSet<String>();
    try (var tree = Files.walk(classes)) {
      for (Path file : tree.filter(path -> path.toString().endsWith(".class")).toList()) {
        for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
          if (entry instanceof StringEntry text) {
            constants.add(text.stringValue());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return constants;
  }
}
