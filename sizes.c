#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <string.h>
int main(void){char line[65536];while(fgets(line,sizeof line,stdin)){line[strcspn(line,"\n")]=0;char*s=strchr(line,'\t');*s++=0;int e;PCRE2_SIZE o;
pcre2_code*c=pcre2_compile((PCRE2_SPTR)s,PCRE2_ZERO_TERMINATED,PCRE2_ANCHORED|PCRE2_UTF|PCRE2_UCP|PCRE2_DUPNAMES,&e,&o,0);if(!c){puts(line);continue;}size_t a=0,b=0;pcre2_pattern_info(c,PCRE2_INFO_SIZE,&a);
pcre2_jit_compile(c,PCRE2_JIT_COMPLETE);pcre2_pattern_info(c,PCRE2_INFO_JITSIZE,&b);printf("%-36s %7zu %7zu\n",line,a,b);}}