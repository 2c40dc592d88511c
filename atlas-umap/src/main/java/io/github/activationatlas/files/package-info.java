/**
 * Writes files whole or not at all, and touches no file that somebody else wrote. Used by the other modules.
 */
@NullMarked
package io.github.activationatlas.files;

import org.jspecify.annotations.NullMarked;
