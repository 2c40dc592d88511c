/**
 * Shortcuts: what a network goes by that has nothing to do with what it should see. {@link
 * io.github.activationatlas.shortcuts.ShortcutFinder} names suspects in an atlas, {@link
 * io.github.activationatlas.shortcuts.PatchExperiment} puts them to the proof on images.
 */
@NullMarked
package io.github.activationatlas.shortcuts;

import org.jspecify.annotations.NullMarked;
