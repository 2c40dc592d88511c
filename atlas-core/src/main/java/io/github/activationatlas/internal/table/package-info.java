/** Tables of vectors made of others, in memory and on disk. Knows the files that hold them and nothing of layers, images or atlases. */
@NullMarked
package io.github.activationatlas.internal.table;

import org.jspecify.annotations.NullMarked;
