/**
 * The folder of a saved atlas: its file names, its lock, its checksums, and how a new atlas takes an old one's place. Knows files and JSON, but
 * not what an atlas is.
 */
@NullMarked
package io.github.activationatlas.internal.folder;

import org.jspecify.annotations.NullMarked;
