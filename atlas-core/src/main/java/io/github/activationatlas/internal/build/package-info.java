/** The stages of a build, each known by the hash of what it depends on. Knows all other rooms and the public values; nothing but {@link io.github.activationatlas.AtlasBuilder} knows it. */
@NullMarked
package io.github.activationatlas.internal.build;

import org.jspecify.annotations.NullMarked;
